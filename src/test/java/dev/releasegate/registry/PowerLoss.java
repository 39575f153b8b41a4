package dev.releasegate.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file system of its own, on a loop device, that is shut down while the Registry writes to it: what was not synced is
 * gone, also from the page cache. Needs Linux, root, loop devices, {@code mkfs.ext4}, {@code mount} and {@code python3}.
 *
 * <p>The process is halted first, because the shutdown itself loses what a sync returns for at the same moment (measured
 * on Linux 6.18: a bare loop of write and sync, shut down while it ran, had its last sync gone in 4 of 60 cycles; halted
 * first, in 0 of 150).
 */
final class PowerLoss implements Outage, AutoCloseable {
    private static final String WHAT = "that acknowledged PUTs outlive a power loss";

    /** EXT4_IOC_SHUTDOWN; the flag says that not even the journal is flushed. */
    private static final String SHUT_DOWN =
            "import fcntl, os, struct, sys; fcntl.ioctl(os.open(sys.argv[1], os.O_RDONLY),"
                    + " 0x8004587D, struct.pack('I', 2))";

    private final Path image;
    private final Path mount;

    private PowerLoss(Path image, Path mount) {
        this.image = image;
        this.mount = mount;
    }

    /** Makes the file system and lets it fall once. */
    static PowerLoss in(Path directory) throws Unavailable {
        try {
            Path image = directory.resolve("disk.img");
            Path mount = Files.createDirectory(directory.resolve("mount"));
            Command.run("truncate", "-s", "256M", image);
            Command.run("mkfs.ext4", "-q", image);
            PowerLoss disk = new PowerLoss(image, mount);
            disk.mount();
            return disk.tried();
        } catch (IOException e) {
            throw new Unavailable(WHAT, String.valueOf(e.getMessage()));
        }
    }

    /** A file that was not synced must be gone, or this proves nothing. */
    private PowerLoss tried() throws IOException, Unavailable {
        Path file = Files.writeString(mount.resolve("unsynced"), "gone");
        fall();
        if (Files.exists(file)) {
            close();
            throw new Unavailable(WHAT, "a file that was not synced outlived it");
        }
        return this;
    }

    private void mount() throws IOException {
        Command.run("mount", "-o", "loop", image, mount);
    }

    private void fall() throws IOException {
        shutDown();
        remount();
    }

    private void shutDown() throws IOException {
        Command.run("python3", "-c", SHUT_DOWN, mount);
    }

    private void remount() throws IOException {
        Command.run("umount", mount);
        mount();
    }

    @Override
    public Path data(int stretch) {
        return mount.resolve("data-" + stretch);
    }

    @Override
    public void strike(ForkedRegistry registry) throws IOException, InterruptedException {
        registry.halt();
        shutDown();
        registry.kill();
        remount();
    }

    @Override
    public void close() throws IOException {
        Command.run("umount", mount);
    }
}
