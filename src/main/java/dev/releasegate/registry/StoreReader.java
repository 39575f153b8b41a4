package dev.releasegate.registry;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The reading statements, on one connection with auto-commit on: each is a snapshot. For one thread at a time. */
final class StoreReader implements AutoCloseable {
    private static final String ENTRY =
            "SELECT manifest, digest, version, updated_at, provenance FROM manifests WHERE urn = ?";

    /** One statement, so that manifest and capabilities are of one version whatever is being written meanwhile. */
    private static final String RESOLVE = "SELECT 0, manifest, digest FROM manifests WHERE urn = ?"
            + " UNION ALL SELECT 1, capability, '' FROM capabilities WHERE urn = ?";

    /** One statement, so that every result is of one version. No URN comes before the empty text. */
    private static final String QUERY = "SELECT m.urn, m.digest, m.version FROM capabilities c JOIN manifests m"
            + " ON m.urn = c.urn WHERE c.capability = ? AND c.urn > ? ORDER BY c.urn LIMIT ?";

    private final Connection connection;
    private final PreparedStatement entry;
    private final PreparedStatement resolve;
    private final PreparedStatement query;
    private final PreparedStatement check;

    /** Takes over the connection. */
    StoreReader(Connection connection) throws SQLException {
        this.connection = connection;
        entry = connection.prepareStatement(ENTRY);
        resolve = connection.prepareStatement(RESOLVE);
        query = connection.prepareStatement(QUERY);
        check = connection.prepareStatement("SELECT version FROM schema_version");
    }

    Optional<Store.Entry> get(Urn urn) throws SQLException {
        entry.setString(1, urn.value());
        try (ResultSet row = entry.executeQuery()) {
            return row.next()
                    ? Optional.of(new Store.Entry(
                            row.getString(1),
                            row.getString(2),
                            row.getLong(3),
                            row.getString(4),
                            Optional.of(row.getString(5)).filter(text -> !text.isEmpty())))
                    : Optional.empty();
        }
    }

    Optional<Store.Resolved> resolve(Urn urn) throws SQLException {
        resolve.setString(1, urn.value());
        resolve.setString(2, urn.value());
        Optional<Store.Resolved> manifest = Optional.empty();
        List<String> capabilities = new ArrayList<>();
        try (ResultSet row = resolve.executeQuery()) {
            while (row.next()) {
                if (row.getInt(1) == 0) {
                    manifest = Optional.of(new Store.Resolved(row.getString(2), row.getString(3), List.of()));
                } else {
                    capabilities.add(row.getString(2));
                }
            }
        }
        return manifest.map(found -> new Store.Resolved(
                found.manifest(), found.digest(), capabilities.stream().sorted().toList()));
    }

    List<Store.Found> query(String capability, int limit, Optional<Urn> after) throws SQLException {
        query.setString(1, capability);
        query.setString(2, after.map(Urn::value).orElse(""));
        query.setInt(3, limit);
        List<Store.Found> found = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                found.add(new Store.Found(row.getString(1), row.getString(2), row.getLong(3)));
            }
        }
        return found;
    }

    void check() throws SQLException {
        try (ResultSet row = check.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("the table schema_version is empty");
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
