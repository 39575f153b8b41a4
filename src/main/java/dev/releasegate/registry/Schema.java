package dev.releasegate.registry;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.UnaryOperator;

/** The tables, and the way from each version of them to the next. The SQL runs on SQLite and on PostgreSQL. */
final class Schema {
    /** Version n is reached by the statements at index n - 1. Never edit one that has been released: append. */
    private static final List<List<String>> MIGRATIONS = List.of(
            List.of(
                    "CREATE TABLE manifests (urn TEXT NOT NULL PRIMARY KEY, manifest TEXT NOT NULL, digest TEXT NOT NULL,"
                            + " version BIGINT NOT NULL, updated_at TEXT NOT NULL)",
                    "CREATE TABLE capabilities (urn TEXT NOT NULL REFERENCES manifests (urn) ON DELETE CASCADE,"
                            + " capability TEXT NOT NULL, PRIMARY KEY (urn, capability))",
                    "CREATE INDEX capabilities_by_name ON capabilities (capability)"),
            List.of(
                    "DROP INDEX capabilities_by_name",
                    "CREATE INDEX capabilities_by_name_and_urn ON capabilities (capability, urn)"),
            List.of("ALTER TABLE manifests ADD COLUMN provenance TEXT NOT NULL DEFAULT ''"));

    /** The version that this release writes. */
    static final int NEWEST = MIGRATIONS.size();

    private Schema() {}

    /**
     * Brings the tables to the newest version, in one transaction.
     *
     * @param connection with auto-commit off
     * @param dialect how the database at hand spells a statement
     * @throws StoreException if a newer release wrote them, or they hold no version
     */
    static void migrate(Connection connection, UnaryOperator<String> dialect) throws SQLException, StoreException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL)");
            int version = version(statement);
            requireKnown(version);
            for (List<String> migration : MIGRATIONS.subList(version, NEWEST)) {
                for (String sql : migration) {
                    statement.execute(dialect.apply(sql));
                }
            }
            if (version < NEWEST) {
                write(connection, NEWEST);
            }
        }
        connection.commit();
    }

    /** @throws StoreException if a newer release wrote tables of that version */
    static void requireKnown(int version) throws StoreException {
        if (version > NEWEST) {
            throw new StoreException(
                    "the store is of schema version " + version + ", but this release knows only up to " + NEWEST
                            + ": use a newer release, or another data directory or database");
        }
    }

    /** The version the tables have, or 0 if there are none yet. */
    private static int version(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT version FROM schema_version")) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }

    private static void write(Connection connection, int version) throws SQLException {
        try (PreparedStatement clear = connection.prepareStatement("DELETE FROM schema_version");
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO schema_version (version) VALUES (?)")) {
            clear.executeUpdate();
            insert.setInt(1, version);
            insert.executeUpdate();
        }
    }
}
