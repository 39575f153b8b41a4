package dev.releasegate.registry;

import dev.releasegate.dsse.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;

/**
 * The file of a SQLite store, looked at without changing it, and whatever is being written to it meanwhile.
 *
 * <p>Nothing else of this process may open the file while SQLite has it open: closing it would let go of SQLite's locks.
 */
record StoreFile(Path path) {
    private static final int BUSY_TIMEOUT_MS = 5_000;

    /** Whether there is anything in it. */
    boolean isThere() throws IOException {
        return Files.exists(path) && Files.size(path) > 0;
    }

    /**
     * Returns if it is a store that this release can serve.
     *
     * @param atMost after so long the look for damage is given up, which is reported, and the store taken for sound
     * @throws StoreException if it is damaged, no store, or of a newer release; says what to do
     */
    void requireServable(Duration atMost) throws SQLException, StoreException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            requireOurs(statement);
            lookForDamage(statement, atMost);
        } catch (SQLException e) {
            if (isDamage(e)) {
                throw damaged(String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    /**
     * Looks at everything in it: its pages and indexes, and the digest of each manifest.
     *
     * @return how many manifests it has
     * @throws StoreException if anything is not as it must be
     */
    long verify() throws StoreException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            requireOurs(statement);
            requireOk(statement, "PRAGMA integrity_check(1)");
            return requireDigests(statement);
        } catch (SQLException e) {
            throw damaged(String.valueOf(e.getMessage()));
        }
    }

    /** Writes all that is committed by now to a new file, while others go on reading and writing. */
    void copyTo(Path target) throws SQLException {
        try (Connection connection = connect();
                var vacuum = connection.prepareStatement("VACUUM INTO ?")) {
            vacuum.setString(1, target.toString());
            vacuum.execute();
        }
    }

    private void requireOurs(Statement statement) throws SQLException, StoreException {
        if (number(statement, "SELECT count(*) FROM sqlite_master") == 0) {
            return; // begun, and not yet made
        }
        if (number(statement, "SELECT count(*) FROM sqlite_master WHERE name = 'schema_version'") == 0) {
            throw new StoreException(
                    path + " is a SQLite database of something else than a Registry, and was left as it"
                            + " is: use another data directory");
        }
        Schema.requireKnown((int) number(statement, "SELECT coalesce(max(version), 0) FROM schema_version"));
    }

    private void lookForDamage(Statement statement, Duration atMost) throws SQLException, StoreException {
        CountDownLatch done = new CountDownLatch(1);
        Thread limit = new Thread(() -> cancelUnless(done, atMost, statement), "registry-check");
        limit.setDaemon(true);
        limit.start();
        try {
            requireOk(statement, "PRAGMA quick_check(1)");
        } catch (SQLException e) {
            if ((e.getErrorCode() & 0xff) != SQLiteErrorCode.SQLITE_INTERRUPT.code) {
                throw e;
            }
            System.err.println("registry: the store is so large that not all of it was checked for damage within "
                    + atMost.toMillis() + " ms; a backup checks all of it");
        } finally {
            done.countDown();
        }
    }

    private static void cancelUnless(CountDownLatch done, Duration atMost, Statement statement) {
        try {
            if (!done.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                statement.cancel();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            Trouble.report("check", e);
        }
    }

    private void requireOk(Statement statement, String check) throws SQLException, StoreException {
        try (ResultSet row = statement.executeQuery(check)) {
            String found = row.next() ? row.getString(1) : "no answer";
            if (!found.equals("ok")) {
                throw damaged(found);
            }
        }
    }

    private long requireDigests(Statement statement) throws SQLException, StoreException {
        long manifests = 0;
        try (ResultSet row = statement.executeQuery("SELECT urn, manifest, digest FROM manifests")) {
            while (row.next()) {
                if (!Sha256.hex(row.getString(2)).equals(row.getString(3))) {
                    throw damaged("the manifest of " + row.getString(1) + " does not have the digest kept beside it");
                }
                manifests++;
            }
        }
        return manifests;
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static boolean isDamage(SQLException e) {
        int code = e.getErrorCode() & 0xff;
        return code == SQLiteErrorCode.SQLITE_CORRUPT.code || code == SQLiteErrorCode.SQLITE_NOTADB.code;
    }

    private StoreException damaged(String what) {
        return new StoreException(
                path + " is damaged (" + what.strip() + "), and was left as it is: put a backup in its"
                        + " place with release-gate:registry-restore, or use another data directory");
    }

    /** For reading only: also the last connection to close leaves the file and its log as they are. */
    private Connection connect() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        return config.createConnection("jdbc:sqlite:" + path.toAbsolutePath());
    }
}
