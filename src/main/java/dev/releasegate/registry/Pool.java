package dev.releasegate.registry;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Connections that are opened when needed and used again; no more than so many at a time. */
final class Pool<C extends AutoCloseable> implements AutoCloseable {
    private static final int PATIENCE_S = 5;

    /** Opens one more. */
    interface Source<C> {
        C open() throws SQLException;
    }

    private final Source<C> source;
    private final Semaphore permits;
    private final ConcurrentLinkedDeque<C> idle = new ConcurrentLinkedDeque<>();

    Pool(int most, Source<C> source) {
        this.source = source;
        permits = new Semaphore(most, true);
    }

    /**
     * Takes the one that was used last, or opens one; waits while there are too many.
     *
     * @throws SQLTransientConnectionException if all have been busy for too long
     */
    C take() throws SQLException {
        acquire();
        try {
            C last = idle.pollFirst();
            return last == null ? source.open() : last;
        } catch (SQLException | RuntimeException e) {
            permits.release();
            throw e;
        }
    }

    /** Keeps one that works for whoever comes next. */
    void giveBack(C connection) {
        idle.addFirst(connection);
        permits.release();
    }

    /** Closes one that failed, which undoes what it has not committed. */
    void discard(C connection, Exception because) {
        permits.release();
        close(connection, because);
    }

    /** Closes those that nobody uses: where one has lost its server, the others have too. */
    void forgetIdle(Exception because) {
        for (C connection = idle.pollFirst(); connection != null; connection = idle.pollFirst()) {
            close(connection, because);
        }
    }

    private void acquire() throws SQLException {
        try {
            if (!permits.tryAcquire(PATIENCE_S, TimeUnit.SECONDS)) {
                throw new SQLTransientConnectionException("all connections have been busy for " + PATIENCE_S + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while waiting for a connection", e);
        }
    }

    private void close(C connection, Exception because) {
        try {
            connection.close();
        } catch (Exception e) {
            because.addSuppressed(e);
        }
    }

    @Override
    public void close() throws SQLException {
        SQLException trouble = new SQLException("cannot close a connection");
        forgetIdle(trouble);
        if (trouble.getSuppressed().length > 0) {
            throw trouble;
        }
    }
}
