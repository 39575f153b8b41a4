package dev.releasegate.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Puts a backup into a data directory that no Registry is using. What was there is kept beside it, and is in use until the
 * backup has been copied and verified.
 *
 * @param replace whether a store that is there already may be replaced
 */
record Restore(Path backup, Path data, boolean replace) {
    private static final List<String> BESIDE = List.of("-wal", "-shm");

    /** @param kept the directory that the store is kept in which was there before */
    record Restored(long manifests, Optional<Path> kept) {}

    Restored put(Clock clock) throws IOException, StoreException {
        if (!Files.isRegularFile(backup)) {
            throw new IOException("there is no backup " + backup);
        }
        try (DataDirectory directory = DataDirectory.open(data)) {
            Path store = directory.storeFile();
            boolean isTaken = Files.exists(store) || Files.exists(beside(store, "-wal"));
            if (isTaken && !replace) {
                throw new IOException(
                        data + " has a store already: say that it is to be replaced (--replace, or"
                                + " -Drelease-gate.replace in Maven; it is kept beside the new one), or name another directory");
            }
            Path copy = store.resolveSibling("registry.db.restoring");
            try {
                Files.deleteIfExists(copy);
                Files.copy(backup, copy);
                long manifests = new StoreFile(copy).verify();
                Durable.sync(copy);
                Optional<Path> kept = isTaken ? Optional.of(keep(store, clock)) : Optional.empty();
                Durable.rename(copy, store);
                return new Restored(manifests, kept);
            } finally {
                Files.deleteIfExists(copy);
                for (String suffix : BESIDE) {
                    Files.deleteIfExists(beside(copy, suffix));
                }
                directory.sweep();
            }
        } catch (IOException e) {
            throw new IOException("cannot restore into " + data + ": " + e.getMessage(), e);
        }
    }

    /**
     * The log goes before the new file comes: SQLite would apply it to that. Whenever this ends too early, either the old
     * store is in its place, or all of it is in the directory where it is kept.
     */
    private static Path keep(Path store, Clock clock) throws IOException {
        String time = Timestamps.iso(clock.instant()).replace(":", "");
        Path kept = Files.createDirectory(store.resolveSibling("before-restore-" + time));
        if (Files.exists(store)) {
            Files.copy(store, kept.resolve(store.getFileName()));
        }
        for (String suffix : BESIDE) {
            Path file = beside(store, suffix);
            if (Files.exists(file)) {
                Files.copy(file, kept.resolve(file.getFileName()));
            }
        }
        Durable.syncAll(kept);
        for (String suffix : BESIDE) {
            Files.deleteIfExists(beside(store, suffix));
        }
        return kept;
    }

    private static Path beside(Path store, String suffix) {
        return store.resolveSibling(store.getFileName() + suffix);
    }
}
