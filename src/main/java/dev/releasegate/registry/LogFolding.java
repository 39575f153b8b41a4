package dev.releasegate.registry;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Folds the write-ahead log of SQLite into the database once it is long, on a connection of its own. SQLite would do so by
 * itself, but it does not tell when the sync of the database fails: and what was folded in before, while somebody was still
 * reading an older version, is taken for kept then, though Linux may have thrown it away. For one thread at a time.
 */
final class LogFolding implements AutoCloseable {
    /** As long as SQLite lets it become: 1,000 pages. */
    private static final long LONG_BYTES = 4_096_000;

    /** What a small PUT adds at least: a page of each table and index. */
    private static final long PUT_BYTES = 16_384;

    /** Columns of what SQLite answers. */
    private static final int LOG_PAGES = 2;

    private static final int FOLDED_PAGES = 3;

    private final Connection connection;
    private long bytes;

    /**
     * Takes over the connection, which has auto-commit on.
     *
     * @param bytes how long the log is already
     */
    LogFolding(Connection connection, long bytes) {
        this.connection = connection;
        this.bytes = bytes;
    }

    /**
     * To be called when these have been committed.
     *
     * @throws SQLException if it could not be folded in; {@link #isLossy} says whether the database can still be trusted
     */
    void written(List<Store.Put> puts) throws SQLException {
        for (Store.Put put : puts) {
            bytes += PUT_BYTES + put.manifest().text().length();
        }
        if (bytes >= LONG_BYTES) {
            bytes = LONG_BYTES / 2; // tried again before long, if something is left or this fails
            if (isFoldedWhole()) {
                bytes = 0;
            }
        }
    }

    /** Folds in what nobody reads an older version of; returns whether that was all. */
    private boolean isFoldedWhole() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA wal_checkpoint(PASSIVE)")) {
            return result.next() && result.getLong(LOG_PAGES) == result.getLong(FOLDED_PAGES);
        }
    }

    /** Whether the database may lack what was folded in earlier. The log still has it, and the next start folds it in. */
    static boolean isLossy(SQLException e) {
        return e instanceof SQLiteException sqlite
                && (sqlite.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_FSYNC
                        || sqlite.getErrorCode() == SQLiteErrorCode.SQLITE_IOERR_FSYNC.code);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
