package dev.releasegate.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * Takes a backup of a store, also while a Registry serves it: everything that was acknowledged before it began is in it, and
 * each PUT as a whole.
 *
 * @param data the data directory
 * @param file where the backup will be; must not be there yet
 */
record Backup(Path data, Path file) {
    /**
     * The backup is there under its name only once it has been verified and synced.
     *
     * @return how many manifests are in it
     */
    long take() throws IOException, StoreException {
        StoreFile store = new StoreFile(DataDirectory.storeFile(data));
        if (!store.isThere()) {
            throw new IOException("there is no store in " + data
                    + " to back up (one that is kept in PostgreSQL is backed" + " up with pg_dump)");
        }
        if (Files.exists(file)) {
            throw new IOException(file + " is there already: name a file that is not");
        }
        Path absolute = file.toAbsolutePath();
        Files.createDirectories(Durable.parent(absolute));
        Path partial = absolute.resolveSibling(absolute.getFileName() + ".partial");
        Files.deleteIfExists(partial);
        System.setProperty("org.sqlite.tmpdir", Durable.parent(absolute).toString());
        try {
            store.copyTo(partial);
            long manifests = new StoreFile(partial).verify();
            Durable.sync(partial);
            Durable.rename(partial, absolute);
            return manifests;
        } catch (SQLException e) {
            throw new StoreException("cannot back up " + store.path() + ": " + e.getMessage(), e);
        } finally {
            Files.deleteIfExists(partial);
        }
    }
}
