package dev.releasegate.registry;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The one directory this program writes to, held by a lock, so that no second Registry opens it. The lock ends with the
 * process, however it ends.
 *
 * <p>The SQLite driver unpacks its native library here too, under a name of its own each time, and forgets it if the
 * process is killed. So what lies about is swept away before the driver is loaded and again once it is: where an open
 * file can be deleted (not on Windows), nothing is ever left behind.
 */
final class DataDirectory implements AutoCloseable {
    private static final String NATIVE_LIBRARIES = "sqlite-*{sqlitejdbc.*,.lck}";

    private final Path path;
    private final FileChannel lock;

    private DataDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes the directory if need be, locks it, and tells the SQLite driver to unpack there. To be called before the
     * driver is loaded.
     *
     * @throws IOException if the directory cannot be made or written, or another process holds it
     */
    static DataDirectory open(Path path) throws IOException {
        makeDirectory(path);
        FileChannel channel =
                FileChannel.open(path.resolve("registry.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw new IOException("another Registry is using it");
            }
            DataDirectory directory = new DataDirectory(path, channel);
            directory.sweep();
            System.setProperty("org.sqlite.tmpdir", path.toAbsolutePath().toString());
            return directory;
        } catch (IOException | OverlappingFileLockException e) {
            channel.close();
            throw e instanceof IOException io ? io : new IOException("this process is using it already", e);
        }
    }

    private static void makeDirectory(Path path) throws IOException {
        try {
            Files.createDirectories(path);
        } catch (FileAlreadyExistsException e) {
            throw new IOException("it is a file", e);
        }
    }

    /** The file of the SQLite store. */
    Path storeFile() {
        return storeFile(path);
    }

    /** The same of a directory that another process may hold. */
    static Path storeFile(Path path) {
        return path.resolve("registry.db");
    }

    /** Deletes native libraries that are not in use, or whose deletion does not hurt their use. */
    void sweep() throws IOException {
        try (DirectoryStream<Path> libraries = Files.newDirectoryStream(path, NATIVE_LIBRARIES)) {
            for (Path library : libraries) {
                library.toFile().delete();
            }
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
