package dev.releasegate.registry;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The statements of one PUT, on one connection, in one transaction. For one thread at a time. */
final class StoreWriter implements AutoCloseable {
    private static final String UPSERT = "INSERT INTO manifests (urn, manifest, digest, version, updated_at)"
            + " VALUES (?, ?, ?, 1, ?) ON CONFLICT (urn) DO UPDATE SET manifest = excluded.manifest,"
            + " digest = excluded.digest, version = manifests.version + 1, updated_at = excluded.updated_at"
            + " RETURNING version";

    private final Connection connection;
    private final PreparedStatement upsert;
    private final PreparedStatement forget;
    private final PreparedStatement claim;

    /** Takes over the connection, which has auto-commit off. */
    StoreWriter(Connection connection) throws SQLException {
        this.connection = connection;
        upsert = connection.prepareStatement(UPSERT);
        forget = connection.prepareStatement("DELETE FROM capabilities WHERE urn = ?");
        claim = connection.prepareStatement("INSERT INTO capabilities (urn, capability) VALUES (?, ?)");
    }

    /** Writes and commits, or leaves everything as it was. */
    long put(Urn urn, Manifest manifest, String updatedAt) throws SQLException {
        try {
            long version = upsert(urn, manifest, updatedAt);
            project(urn, manifest);
            connection.commit();
            return version;
        } catch (SQLException | RuntimeException e) {
            rollBack(e);
            throw e;
        }
    }

    private long upsert(Urn urn, Manifest manifest, String updatedAt) throws SQLException {
        upsert.setString(1, urn.value());
        upsert.setString(2, manifest.text());
        upsert.setString(3, manifest.digest());
        upsert.setString(4, updatedAt);
        try (ResultSet row = upsert.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("the upsert returned no version");
            }
            return row.getLong(1);
        }
    }

    private void project(Urn urn, Manifest manifest) throws SQLException {
        forget.setString(1, urn.value());
        forget.executeUpdate();
        claim.clearBatch();
        for (String capability : manifest.capabilities()) {
            claim.setString(1, urn.value());
            claim.setString(2, capability);
            claim.addBatch();
        }
        claim.executeBatch();
    }

    private void rollBack(Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
