package dev.releasegate.registry;

import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which manifests have a capability, a page at a time: the body of a query.
 *
 * @param capability by its exact name
 * @param limit how many results the page has at most, 1 to 1,000
 * @param after the page begins behind this URN; empty for the first page
 */
record Query(String capability, int limit, Optional<Urn> after) {
    static final int MOST = 1_000;

    private static final int DEFAULT_LIMIT = 100;
    private static final Set<String> MEMBERS = Set.of("capability", "limit", "after");

    /**
     * Reads {@code {"capability":"read","limit":100,"after":"urn:example:a"}}, of which the last two may be left out.
     *
     * @throws Refusal (400) if the body is not such JSON
     */
    static Query of(byte[] body) throws Refusal {
        if (!(JsonReader.read(body) instanceof Json.Members query)) {
            throw Refusal.badRequest("The body must be an object with the member capability");
        }
        SortedMap<String, Json> members = query.members();
        TreeSet<String> unknown = new TreeSet<>(members.keySet());
        unknown.removeAll(MEMBERS);
        if (!unknown.isEmpty()) {
            throw Refusal.badRequest("The body may have the members capability, limit and after, and no other");
        }
        if (!(members.get("capability") instanceof Json.Text capability)
                || capability.value().isBlank()) {
            throw Refusal.badRequest("capability must be a string that is not blank");
        }
        return new Query(capability.value(), limit(members.get("limit")), after(members.get("after")));
    }

    private static int limit(@Nullable Json value) throws Refusal {
        if (value == null) {
            return DEFAULT_LIMIT;
        }
        if (!(value instanceof Json.Num limit)
                || limit.value() != Math.rint(limit.value())
                || limit.value() < 1
                || limit.value() > MOST) {
            throw Refusal.badRequest("limit must be a whole number from 1 to " + MOST);
        }
        return (int) limit.value();
    }

    private static Optional<Urn> after(@Nullable Json value) throws Refusal {
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof Json.Text after)) {
            throw Refusal.badRequest("after must be the URN that the page before told as next");
        }
        return Optional.of(Urn.of(after.value()));
    }
}
