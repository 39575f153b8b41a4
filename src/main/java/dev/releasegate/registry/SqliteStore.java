package dev.releasegate.registry;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.sqlite.SQLiteConfig;

/**
 * The store in one SQLite file: a single writer, and as many readers as there are threads reading. Write-ahead log, so
 * that reads never wait for writes; {@code synchronous=FULL}, so that a version once returned outlives the machine's
 * fall.
 *
 * <p>The driver unpacks its native library into {@code org.sqlite.tmpdir}; see {@link DataDirectory}.
 */
final class SqliteStore implements Store {
    /** How long a writer of another process (a backup, a shell) is waited for. */
    private static final int BUSY_TIMEOUT_MS = 5_000;

    private final Path file;
    private final Clock clock;
    private final StoreWriter writer;
    private final ConcurrentLinkedQueue<StoreReader> idleReaders = new ConcurrentLinkedQueue<>();

    private SqliteStore(Path file, Clock clock, StoreWriter writer) {
        this.file = file;
        this.clock = clock;
        this.writer = writer;
    }

    /** Opens the file, or makes it. */
    static SqliteStore open(Path file, Clock clock) throws StoreException {
        try (DriverLog log = DriverLog.listen()) {
            try {
                return new SqliteStore(file, clock, openWriter(file));
            } catch (SQLException e) {
                throw cannotOpen(file, e, log);
            }
        }
    }

    @Override
    public OptionalLong put(Urn urn, Manifest manifest, Precondition precondition) throws StoreException {
        synchronized (writer) {
            try {
                return writer.put(urn, manifest, Timestamps.iso(clock.instant()), precondition);
            } catch (SQLException e) {
                throw new StoreException("cannot write " + urn, e);
            }
        }
    }

    @Override
    public Optional<Entry> get(Urn urn) throws StoreException {
        return read(reader -> reader.get(urn));
    }

    @Override
    public Optional<Resolved> resolve(Urn urn) throws StoreException {
        return read(reader -> reader.resolve(urn));
    }

    @Override
    public List<Found> query(String capability, int limit, Optional<Urn> after) throws StoreException {
        return read(reader -> reader.query(capability, limit, after));
    }

    /** The directory belongs to one program at a time ({@link DataDirectory}). */
    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public void check() throws StoreException {
        read(reader -> {
            reader.check();
            return true;
        });
    }

    /** The last connection to close folds the write-ahead log into the file. Nothing may be read or put any more. */
    @Override
    public void close() throws StoreException {
        synchronized (writer) {
            try (writer) {
                for (StoreReader reader = idleReaders.poll(); reader != null; reader = idleReaders.poll()) {
                    reader.close();
                }
            } catch (SQLException e) {
                throw new StoreException("cannot close the store", e);
            }
        }
    }

    private interface Reading<T> {
        T from(StoreReader reader) throws SQLException;
    }

    /** A reader that failed is not used again. */
    private <T> T read(Reading<T> reading) throws StoreException {
        try {
            StoreReader idle = idleReaders.poll();
            StoreReader reader = idle == null ? openReader(file) : idle;
            try {
                T result = reading.from(reader);
                idleReaders.add(reader);
                return result;
            } catch (SQLException e) {
                reader.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new StoreException("cannot read the store", e);
        }
    }

    private static StoreException cannotOpen(Path file, SQLException e, DriverLog log) {
        String what = "cannot open the store " + file + ": ";
        return log.trouble()
                .map(trouble -> new StoreException(
                        what + "the SQLite driver cannot unpack and load its native library: " + trouble.getMessage(),
                        trouble))
                .orElseGet(() -> new StoreException(what + e.getMessage(), e));
    }

    private static StoreWriter openWriter(Path file) throws SQLException, StoreException {
        Connection connection = connect(file);
        try {
            connection.setAutoCommit(false);
            Schema.migrate(connection);
            return new StoreWriter(connection);
        } catch (SQLException | StoreException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static StoreReader openReader(Path file) throws SQLException {
        return new StoreReader(connect(file));
    }

    /** Deferred, because the driver opens the next transaction with each commit: an immediate one would lock for ever. */
    private static Connection connect(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        config.setTransactionMode(SQLiteConfig.TransactionMode.DEFERRED);
        return config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
    }
}
