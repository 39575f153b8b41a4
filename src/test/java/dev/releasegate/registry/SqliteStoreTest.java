package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest extends StoreContract {
    @TempDir
    Path directory;

    @Test
    void it_writes_ahead_so_that_reads_need_not_wait() throws Exception {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = other.createStatement();
                ResultSet mode = statement.executeQuery("PRAGMA journal_mode")) {
            assertThat(mode.next()).isTrue();
            assertThat(mode.getString(1)).isEqualTo("wal");
        }
    }

    @Override
    Store open() throws StoreException {
        return SqliteStore.open(file(), NOON);
    }

    @Override
    void execute(String sql) throws Exception {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = other.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    void poison(Urn urn) throws Exception {
        execute("CREATE TRIGGER poison BEFORE INSERT ON manifests WHEN new.urn = '" + urn
                + "' BEGIN SELECT RAISE(ABORT, 'poison'); END");
    }

    /** By a reference to nothing, which is looked at when the transaction is committed. */
    @Override
    void poisonCommits(Urn urn) throws Exception {
        for (String sql : List.of(
                "CREATE TABLE poisoned (urn TEXT REFERENCES manifests (urn) DEFERRABLE INITIALLY DEFERRED)",
                "CREATE TRIGGER poison AFTER INSERT ON manifests WHEN new.urn = '" + urn
                        + "' BEGIN INSERT INTO poisoned VALUES ('nothing'); END")) {
            execute(sql);
        }
    }

    private Path file() {
        return directory.resolve("registry.db");
    }
}
