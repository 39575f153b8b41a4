package dev.releasegate.probe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Forces a few bytes to the disk of a folder, twice a second, and notes how long that took. A service that must not lose
 * what it acknowledged waits for the same disk; where others keep it busy, such a service is slow without a fault of its
 * own, and nothing else shows why. The file has no name any more once it is open, where the operating system allows that.
 */
final class DiskWatch implements AutoCloseable {
    static final String FILE = "disk-check.tmp";
    private static final int BYTES = 4096;
    private static final long PAUSE_MS = 500;

    private final FileChannel file;
    private final NanoClock clock;
    private final List<Long> nanos = new ArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::watch, "release-gate-disk");

    private DiskWatch(FileChannel file, NanoClock clock) {
        this.file = file;
        this.clock = clock;
        thread.setDaemon(true);
    }

    static DiskWatch start(Path folder, NanoClock clock) throws IOException {
        FileChannel file = FileChannel.open(
                folder.resolve(FILE),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS,
                StandardOpenOption.DELETE_ON_CLOSE);
        DiskWatch watch = new DiskWatch(file, clock);
        watch.thread.start();
        return watch;
    }

    /** Ends the watch, and says what it saw; nothing where the disk took not even one write. */
    Optional<DiskReading> end() {
        close();
        synchronized (nanos) {
            return nanos.isEmpty() ? Optional.empty() : Optional.of(DiskReading.of(nanos));
        }
    }

    private void watch() {
        try {
            do {
                force();
            } while (!closing.await(PAUSE_MS, TimeUnit.MILLISECONDS));
        } catch (IOException e) {
            return; // a disk that takes no bytes shows in the samples, which are written to it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void force() throws IOException {
        long began = clock.nanos();
        file.write(ByteBuffer.allocate(BYTES));
        file.force(false);
        synchronized (nanos) {
            nanos.add(clock.nanos() - began);
        }
    }

    /** Returns when the thread and the file are gone. */
    @Override
    public void close() {
        closing.countDown();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        try {
            file.close();
        } catch (IOException e) {
            // nothing that was written there is wanted
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
