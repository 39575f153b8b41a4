package dev.releasegate.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * The store that the settings name, open.
 *
 * @param directory what it is kept in, held by a lock; empty where it is a database of somebody else
 */
record OpenStore(Store store, Optional<DataDirectory> directory) implements AutoCloseable {
    /**
     * Opens it.
     *
     * @throws IOException if the data directory cannot be used
     * @throws StoreException if the store cannot be opened
     */
    static OpenStore of(RegistrySettings settings, Map<String, String> environment) throws IOException, StoreException {
        Optional<String> url = settings.get(RegistrySettings.JDBC_URL);
        if (url.isEmpty()) {
            return inDirectory(settings.get(RegistrySettings.DATA));
        }
        Database database = new Database(
                url.get(),
                settings.get(RegistrySettings.JDBC_USER),
                Optional.ofNullable(environment.get(settings.get(RegistrySettings.JDBC_PASSWORD_ENV))));
        return new OpenStore(PostgresStore.open(database, Clock.systemUTC()), Optional.empty());
    }

    private static OpenStore inDirectory(Path data) throws IOException, StoreException {
        DataDirectory directory = directory(data);
        SqliteStore store = SqliteStore.open(directory.storeFile(), Clock.systemUTC());
        store.check();
        directory.sweep();
        return new OpenStore(store, Optional.of(directory));
    }

    private static DataDirectory directory(Path data) throws IOException {
        try {
            return DataDirectory.open(data);
        } catch (IOException e) {
            throw new IOException("cannot use the data directory " + data + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException, StoreException {
        store.close();
        if (directory.isPresent()) {
            directory.get().close();
        }
    }
}
