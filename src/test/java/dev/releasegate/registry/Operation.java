package dev.releasegate.registry;

import java.util.OptionalLong;

/**
 * One request about one URN, and what its client was told.
 *
 * @param begin when the client began to send it, in nanoseconds of a clock that all clients of a history share
 * @param end when the client had the whole answer; {@link #NEVER} if it is still not known whether it took effect
 */
record Operation(String urn, long begin, long end, Outcome outcome) {
    /** The end of a PUT that was not answered, or with an unknown outcome: it may take effect at any later time, or not at all. */
    static final long NEVER = Long.MAX_VALUE;

    Operation {
        if (begin > end) {
            throw new IllegalArgumentException("ends before it begins: " + begin + " to " + end);
        }
    }

    /** What a client knows in the end. */
    sealed interface Outcome {}

    /** 201 or 200: this PUT became that version. */
    record Stored(Put put, long version) implements Outcome {}

    /** 412: this PUT never took effect. */
    record Refused(Put put) implements Outcome {}

    /** 500, or 503 of a known outcome: this PUT never took effect either. */
    record Failed(Put put) implements Outcome {}

    /** No answer, or 503 of an unknown outcome: this PUT took effect or did not, both are right. */
    record Unsure(Put put) implements Outcome {}

    /**
     * A GET was told a version.
     *
     * @param digest what the answer called the digest
     * @param contentDigest the digest of the manifest in the same answer, worked out by the client
     */
    record Seen(long version, String digest, String contentDigest) implements Outcome {}

    /** 404 to a GET. */
    record Missing() implements Outcome {}

    /**
     * What a PUT wanted.
     *
     * @param digest of its manifest, which no other PUT of the history has
     * @param over the version that it asked to replace, 0 for {@code If-None-Match: *}; empty if it asked for nothing
     */
    record Put(String digest, OptionalLong over) {
        /** Whether this PUT may become that version. */
        boolean mayBecome(long version) {
            return over.isEmpty() || over.getAsLong() + 1 == version;
        }
    }

    @Override
    public String toString() {
        return outcome + " from " + begin + (end == NEVER ? " on" : " to " + end);
    }
}
