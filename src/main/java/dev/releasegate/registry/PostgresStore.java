package dev.releasegate.registry;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The store in a PostgreSQL database, which any number of Registry processes share: none of them keeps anything. Each PUT is
 * a transaction of its own; the server lets those that wait for its disk share a sync.
 *
 * <p>What was surely not committed is tried again on a fresh connection; once the commit has been asked for, nothing is.
 */
final class PostgresStore implements Store {
    private static final int READERS = 8;

    /** More would mostly wait for each other's rows and for the disk. */
    private static final Writing WRITING = new Writing(8, 1);

    /** How often a transaction is begun that is undone for the sake of another. */
    private static final int ATTEMPTS = 10;

    /** Any number, as long as nobody else locks it: "registry", in ASCII. */
    private static final String LOCK = "SELECT pg_advisory_xact_lock(8243104020052340345)";

    /** For the one transaction that brings the tables up to date, or waits until another process has. */
    private static final List<String> PATIENCE =
            List.of("SET LOCAL statement_timeout = '10min'", "SET LOCAL lock_timeout = '10min'");

    private final Clock clock;
    private final Pool<StoreWriter> writers;
    private final Pool<StoreReader> readers;

    private PostgresStore(Database database, Clock clock) {
        this.clock = clock;
        writers = new Pool<>(WRITING.threads(), () -> writer(database.connect()));
        readers = new Pool<>(READERS, () -> new StoreReader(database.connect()));
    }

    /**
     * Brings the tables of the database up to date, or makes them.
     *
     * @throws StoreException if there is no driver, no database, or tables of a newer release
     */
    static PostgresStore open(Database database, Clock clock) throws StoreException {
        Database.requireDriver();
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            requireUtf8(connection);
            try (Statement statement = connection.createStatement()) {
                for (String sql : PATIENCE) {
                    statement.execute(sql);
                }
                statement.execute(LOCK);
            }
            Schema.migrate(connection, PostgresStore::dialect);
        } catch (SQLException e) {
            throw new StoreException("cannot open the database: " + e.getMessage(), e);
        }
        return new PostgresStore(database, clock);
    }

    @Override
    public Writing writing() {
        return WRITING;
    }

    @Override
    public int readers() {
        return READERS;
    }

    @Override
    public List<Outcome> putAll(List<Put> puts) {
        return puts.stream().map(this::put).toList();
    }

    private Outcome put(Put put) {
        for (int attempt = 1; ; attempt++) {
            try {
                OptionalLong version = attempt(put);
                return version.isPresent() ? new Outcome.Written(version.getAsLong()) : new Outcome.Unmet();
            } catch (UnknownOutcomeException e) {
                return new Outcome.Failed(e);
            } catch (SQLException e) {
                boolean isWorthIt =
                        (SqlStates.isRolledBack(e) && attempt < ATTEMPTS) || (SqlStates.isLost(e) && attempt == 1);
                if (!isWorthIt) {
                    return new Outcome.Failed(failure("cannot write " + put.urn(), e));
                }
            }
        }
    }

    /** @throws SQLException if nothing was written */
    private OptionalLong attempt(Put put) throws SQLException, UnknownOutcomeException {
        StoreWriter writer = writers.take();
        try {
            OptionalLong version = writer.put(put, Timestamps.iso(clock.instant()));
            if (version.isPresent()) {
                commit(writer, put);
            } else {
                writer.rollBack();
            }
            writers.giveBack(writer);
            return version;
        } catch (SQLException e) {
            writers.discard(writer, e);
            if (SqlStates.isLost(e)) {
                writers.forgetIdle(e);
            }
            throw e;
        } catch (UnknownOutcomeException | RuntimeException e) {
            writers.discard(writer, e);
            throw e;
        }
    }

    private static void commit(StoreWriter writer, Put put) throws SQLException, UnknownOutcomeException {
        try {
            writer.commit();
        } catch (SQLException e) {
            if (SqlStates.isRolledBack(e)) {
                throw e;
            }
            throw new UnknownOutcomeException("cannot tell whether " + put.urn() + " is written", e);
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

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public void check() throws StoreException {
        read(reader -> {
            reader.check();
            return true;
        });
    }

    @Override
    public void close() throws StoreException {
        try (readers;
                writers) {
            // each is closed, also where the other fails
        } catch (SQLException e) {
            throw new StoreException("cannot close the store", e);
        }
    }

    private interface Reading<T> {
        T from(StoreReader reader) throws SQLException;
    }

    /** Once more on a fresh connection, if the first one was lost. */
    private <T> T read(Reading<T> reading) throws StoreException {
        try {
            try {
                return attempt(reading);
            } catch (SQLException e) {
                if (SqlStates.isLost(e) || SqlStates.isRolledBack(e)) {
                    return attempt(reading);
                }
                throw e;
            }
        } catch (SQLException e) {
            throw failure("cannot read the store", e);
        }
    }

    private <T> T attempt(Reading<T> reading) throws SQLException {
        StoreReader reader = readers.take();
        try {
            T result = reading.from(reader);
            readers.giveBack(reader);
            return result;
        } catch (SQLException | RuntimeException e) {
            readers.discard(reader, e);
            if (e instanceof SQLException sql && SqlStates.isLost(sql)) {
                readers.forgetIdle(e);
            }
            throw e;
        }
    }

    private static StoreException failure(String what, SQLException e) {
        return SqlStates.isPassing(e) || e instanceof SQLTransientConnectionException
                ? new UnavailableStoreException(what, e)
                : new StoreException(what, e);
    }

    private static StoreWriter writer(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        return new StoreWriter(connection);
    }

    /** Text in the order of its bytes, as SQLite has it, whatever the language of the database is. */
    private static String dialect(String sql) {
        return sql.replace(" TEXT", " TEXT COLLATE \"C\"");
    }

    private static void requireUtf8(Connection connection) throws SQLException, StoreException {
        try (Statement statement = connection.createStatement();
                ResultSet encoding = statement.executeQuery("SHOW server_encoding")) {
            if (!encoding.next() || !encoding.getString(1).equals("UTF8")) {
                throw new StoreException("the database has the encoding " + encoding.getString(1)
                        + ", in which not every manifest can be written: make one with ENCODING 'UTF8'");
            }
        }
    }
}
