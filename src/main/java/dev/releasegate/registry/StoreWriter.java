package dev.releasegate.registry;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;

/**
 * The statements of a PUT, on one connection. Each precondition is part of the statement that writes, so that nothing can
 * come between the look and the deed. For one thread at a time, and of no use any more once it has failed.
 */
final class StoreWriter implements AutoCloseable {
    private static final String INSERT =
            "INSERT INTO manifests (manifest, digest, updated_at, provenance, urn, version)"
                    + " VALUES (?, ?, ?, ?, ?, 1) ON CONFLICT (urn) DO ";

    private static final String UPSERT = INSERT + "UPDATE SET manifest = excluded.manifest, digest = excluded.digest,"
            + " version = manifests.version + 1, updated_at = excluded.updated_at,"
            + " provenance = excluded.provenance RETURNING version";

    private static final String CREATE = INSERT + "NOTHING RETURNING version";

    private static final String REPLACE = "UPDATE manifests SET manifest = ?, digest = ?, updated_at = ?,"
            + " provenance = ?, version = version + 1 WHERE urn = ?";

    private static final String REPLACE_ANY = REPLACE + " RETURNING version";
    private static final String ONE = "(version = ? AND digest LIKE ?)";

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
        replaceOne = connection.prepareStatement(replace(1));
        forget = connection.prepareStatement("DELETE FROM capabilities WHERE urn = ?");
        claim = connection.prepareStatement("INSERT INTO capabilities (urn, capability) VALUES (?, ?)");
    }

    /**
     * Writes, and leaves it to the caller to commit.
     *
     * @return the version that was written; empty if the precondition does not hold, and nothing was
     */
    OptionalLong put(Store.Put put, String updatedAt) throws SQLException {
        OptionalLong version = write(new Row(put, updatedAt), put.precondition());
        if (version.isPresent()) {
            project(put.urn(), put.manifest());
        }
        return version;
    }

    /**
     * Makes what was put last. If this fails, nobody knows whether it did. A warning is a failure: PostgreSQL says in one
     * that it did not wait for its standby.
     */
    void commit() throws SQLException {
        connection.clearWarnings();
        connection.commit();
        SQLWarning warning = connection.getWarnings();
        if (warning != null) {
            throw warning;
        }
    }

    /** Lets go of what was not committed. */
    void rollBack() throws SQLException {
        connection.rollback();
    }

    private OptionalLong write(Row row, Precondition precondition) throws SQLException {
        if (precondition instanceof Precondition.None) {
            return written(row, upsert);
        }
        if (precondition instanceof Precondition.Absent) {
            return written(row, create);
        }
        if (precondition instanceof Precondition.OneOf known) {
            return writtenOver(row, known.tags());
        }
        return written(row, replaceAny);
    }

    /** One statement, whatever the number of tags: between two of them the version could change from one to the other. */
    private OptionalLong writtenOver(Row row, List<EntityTag> tags) throws SQLException {
        if (tags.isEmpty()) {
            return OptionalLong.empty();
        }
        if (tags.size() == 1) {
            setInto(replaceOne, tags);
            return written(row, replaceOne);
        }
        try (PreparedStatement replaceOneOf = connection.prepareStatement(replace(tags.size()))) {
            setInto(replaceOneOf, tags);
            return written(row, replaceOneOf);
        }
    }

    private static void setInto(PreparedStatement statement, List<EntityTag> tags) throws SQLException {
        int column = Row.COLUMNS;
        for (EntityTag tag : tags) {
            statement.setLong(++column, tag.version());
            statement.setString(++column, tag.digestStart() + "%");
        }
    }

    /** The statement that replaces one of so many versions. */
    private static String replace(int tags) {
        return REPLACE + " AND (" + String.join(" OR ", Collections.nCopies(tags, ONE)) + ") RETURNING version";
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

    /** What was not committed is as if it had never been. */
    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /** What a PUT writes, in the order in which every statement takes it. */
    private record Row(Store.Put put, String updatedAt) {
        static final int COLUMNS = 5;

        void setInto(PreparedStatement statement) throws SQLException {
            statement.setString(1, put.manifest().text());
            statement.setString(2, put.manifest().digest());
            statement.setString(3, updatedAt);
            statement.setString(4, put.provenance().map(Provenance::text).orElse(""));
            statement.setString(COLUMNS, put.urn().value());
        }
    }
}
