package dev.releasegate.registry;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalLong;

/**
 * The statements of one PUT, on one connection, in one transaction. Each precondition is part of the statement that
 * writes, so that nothing can come between the look and the deed. For one thread at a time.
 */
final class StoreWriter implements AutoCloseable {
    private static final String INSERT = "INSERT INTO manifests (manifest, digest, updated_at, urn, version)"
            + " VALUES (?, ?, ?, ?, 1) ON CONFLICT (urn) DO ";

    private static final String UPSERT = INSERT + "UPDATE SET manifest = excluded.manifest, digest = excluded.digest,"
            + " version = manifests.version + 1, updated_at = excluded.updated_at RETURNING version";

    private static final String CREATE = INSERT + "NOTHING RETURNING version";

    private static final String REPLACE =
            "UPDATE manifests SET manifest = ?, digest = ?, updated_at = ?, version = version + 1 WHERE urn = ?";

    private static final String REPLACE_ANY = REPLACE + " RETURNING version";
    private static final String REPLACE_ONE = REPLACE + " AND version = ? AND digest LIKE ? RETURNING version";

    private final Connection connection;
    private final PreparedStatement upsert;
    private final PreparedStatement create;
    private final PreparedStatement replaceAny;
    private final PreparedStatement replaceOne;
    private final PreparedStatement forget;
    private final PreparedStatement claim;

    /** Takes over the connection, which has auto-commit off. */
    StoreWriter(Connection connection) throws SQLException {
        this.connection = connection;
        upsert = connection.prepareStatement(UPSERT);
        create = connection.prepareStatement(CREATE);
        replaceAny = connection.prepareStatement(REPLACE_ANY);
        replaceOne = connection.prepareStatement(REPLACE_ONE);
        forget = connection.prepareStatement("DELETE FROM capabilities WHERE urn = ?");
        claim = connection.prepareStatement("INSERT INTO capabilities (urn, capability) VALUES (?, ?)");
    }

    /**
     * Writes and commits, or leaves everything as it was.
     *
     * @return the version that was written; empty if the precondition does not hold
     */
    OptionalLong put(Urn urn, Manifest manifest, String updatedAt, Precondition precondition) throws SQLException {
        try {
            OptionalLong version = write(new Row(urn, manifest, updatedAt), precondition);
            if (version.isPresent()) {
                project(urn, manifest);
                connection.commit();
            } else {
                connection.rollback();
            }
            return version;
        } catch (SQLException | RuntimeException e) {
            rollBack(e);
            throw e;
        }
    }

    private OptionalLong write(Row row, Precondition precondition) throws SQLException {
        if (precondition instanceof Precondition.None) {
            return written(row, upsert);
        }
        if (precondition instanceof Precondition.Absent) {
            return written(row, create);
        }
        if (precondition instanceof Precondition.OneOf known) {
            return writtenOver(row, known);
        }
        return written(row, replaceAny);
    }

    /** Only one of the tags can be that of the row. */
    private OptionalLong writtenOver(Row row, Precondition.OneOf known) throws SQLException {
        OptionalLong version = OptionalLong.empty();
        for (EntityTag tag : known.tags()) {
            if (version.isEmpty()) {
                replaceOne.setLong(Row.COLUMNS + 1, tag.version());
                replaceOne.setString(Row.COLUMNS + 2, tag.digestStart() + "%");
                version = written(row, replaceOne);
            }
        }
        return version;
    }

    private static OptionalLong written(Row row, PreparedStatement statement) throws SQLException {
        row.setInto(statement);
        try (ResultSet version = statement.executeQuery()) {
            return version.next() ? OptionalLong.of(version.getLong(1)) : OptionalLong.empty();
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

    /** What a PUT writes, in the order in which every statement takes it. */
    private record Row(Urn urn, Manifest manifest, String updatedAt) {
        static final int COLUMNS = 4;

        void setInto(PreparedStatement statement) throws SQLException {
            statement.setString(1, manifest.text());
            statement.setString(2, manifest.digest());
            statement.setString(3, updatedAt);
            statement.setString(COLUMNS, urn.value());
        }
    }
}
