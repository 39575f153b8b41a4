package dev.releasegate.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

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

    /** One writer, as SQLite has it; a commit takes about as long for many PUTs as for one. */
    private static final Writing WRITING = new Writing(1, 128);

    private static final int READERS = 2;

    /** So long a start may take longer to look for damage. */
    private static final Duration CHECK = Duration.ofSeconds(2);

    /** A result code says in its lowest byte what kind it is of. */
    private static final int PRIMARY_CODE = 0xff;

    private static final Set<Integer> OF_ONE_PUT = Set.of(
            SQLiteErrorCode.SQLITE_ERROR.code,
            SQLiteErrorCode.SQLITE_TOOBIG.code,
            SQLiteErrorCode.SQLITE_CONSTRAINT.code,
            SQLiteErrorCode.SQLITE_MISMATCH.code,
            SQLiteErrorCode.SQLITE_RANGE.code);

    private final Path file;
    private final Clock clock;

    /** Guards the writer. */
    private final Object writing = new Object();

    /** Empty once it has failed: then the next PUT opens another. */
    private Optional<StoreWriter> writer;

    private final LogFolding folding;

    /** Set once the database may lack what was acknowledged: then nothing is served until the next start. */
    private volatile Optional<SQLException> distrust = Optional.empty();

    private final ConcurrentLinkedQueue<StoreReader> idleReaders = new ConcurrentLinkedQueue<>();

    private SqliteStore(Path file, Clock clock, StoreWriter writer, LogFolding folding) {
        this.file = file;
        this.clock = clock;
        this.writer = Optional.of(writer);
        this.folding = folding;
    }

    /**
     * Opens the file, or makes it.
     *
     * @throws StoreException also if it is damaged, or of a newer release; then it was left as it is
     */
    static SqliteStore open(Path file, Clock clock) throws StoreException {
        try (DriverLog log = DriverLog.listen()) {
            try {
                StoreFile there = new StoreFile(file);
                if (there.isThere()) {
                    there.requireServable(CHECK);
                }
                Path wal = file.resolveSibling(file.getFileName() + "-wal");
                long logBytes = Files.exists(wal) ? Files.size(wal) : 0;
                return new SqliteStore(file, clock, openWriter(file), new LogFolding(connect(file), logBytes));
            } catch (SQLException e) {
                throw cannotOpen(file, e, log);
            } catch (IOException e) {
                throw new StoreException("cannot open the store " + file + ": " + e, e);
            }
        }
    }

    @Override
    public Writing writing() {
        return WRITING;
    }

    @Override
    public int readers() {
        return READERS;
    }

    /** In one transaction; if one of them breaks it, nothing has been committed, and each is put in one of its own. */
    @Override
    public List<Outcome> putAll(List<Put> puts) {
        synchronized (writing) {
            try {
                return inOneTransaction(puts);
            } catch (UnknownOutcomeException e) {
                return failed(puts, e);
            } catch (StoreException e) {
                return puts.size() > 1 && isOfOnePut(e)
                        ? puts.stream()
                                .flatMap(put -> putAll(List.of(put)).stream())
                                .toList()
                        : failed(puts, e);
            }
        }
    }

    private List<Outcome> inOneTransaction(List<Put> puts) throws StoreException {
        requireTrust();
        boolean isCommitting = false;
        try {
            StoreWriter current = writer();
            List<Outcome> outcomes = new ArrayList<>(puts.size());
            for (Put put : puts) {
                OptionalLong version = current.put(put, Timestamps.iso(clock.instant()));
                outcomes.add(version.isPresent() ? new Outcome.Written(version.getAsLong()) : new Outcome.Unmet());
            }
            isCommitting = true;
            current.commit();
            fold(puts);
            return outcomes;
        } catch (SQLException e) {
            abandonWriter(e);
            throw isCommitting
                    ? new UnknownOutcomeException("cannot tell whether " + names(puts) + " is written", e)
                    : new StoreException("cannot write " + names(puts), e);
        }
    }

    /** The PUTs are in the log, and so acknowledged, whatever comes of this. */
    private void fold(List<Put> puts) {
        try {
            folding.written(puts);
        } catch (SQLException e) {
            Trouble.report("the write-ahead log cannot be folded into " + file, e);
            if (LogFolding.isLossy(e)) {
                distrust = Optional.of(e);
            }
        }
    }

    private void requireTrust() throws StoreException {
        if (distrust.isPresent()) {
            throw new UnavailableStoreException(
                    "the disk has failed to sync the database: start again, so that it is made whole from the"
                            + " write-ahead log",
                    distrust.get());
        }
    }

    private StoreWriter writer() throws SQLException, StoreException {
        StoreWriter current = writer.isPresent() ? writer.get() : openWriter(file);
        writer = Optional.of(current);
        return current;
    }

    /**
     * Closes the connection, which undoes what is not committed. It is not used again after whatever failure: SQLite may
     * have ended the transaction by itself, and the driver, which does not see that, would commit each further statement
     * alone.
     */
    private void abandonWriter(SQLException cause) {
        try {
            if (writer.isPresent()) {
                writer.get().close();
            }
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
        writer = Optional.empty();
    }

    /** Whether it is what was put that cannot be written, and not the store that cannot write. */
    private static boolean isOfOnePut(StoreException e) {
        return e.getCause() instanceof SQLiteException sqlite
                && OF_ONE_PUT.contains(sqlite.getErrorCode() & PRIMARY_CODE);
    }

    private static List<Outcome> failed(List<Put> puts, StoreException why) {
        return Collections.nCopies(puts.size(), new Outcome.Failed(why));
    }

    private static String names(List<Put> puts) {
        String first = puts.get(0).urn().value();
        return puts.size() == 1 ? first : first + " and " + (puts.size() - 1) + " more";
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

    /**
     * The last connection to close folds the write-ahead log into the file and deletes it; so none is closed where the next
     * start needs the log. Nothing may be read or put any more.
     */
    @Override
    public void close() throws StoreException {
        synchronized (writing) {
            if (distrust.isPresent()) {
                return;
            }
            try {
                folding.close();
                if (writer.isPresent()) {
                    writer.get().close();
                }
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
        T result = readAnyway(reading);
        requireTrust(); // afterwards, because what was read may be what was lost meanwhile
        return result;
    }

    private <T> T readAnyway(Reading<T> reading) throws StoreException {
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
            Schema.migrate(connection, UnaryOperator.identity());
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
        config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, "0"); // LogFolding does it
        return config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
    }
}
