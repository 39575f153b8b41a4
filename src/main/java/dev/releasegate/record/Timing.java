package dev.releasegate.record;

import java.util.OptionalDouble;

/**
 * The parts of the latency of one request, in milliseconds. A part that was not reached, or not needed because a
 * connection was open already, is empty.
 *
 * @param dueMs when the request was due, since the probe of this session began
 * @param waitMs how long it waited because every worker was busy with the requests before it: the service's doing
 * @param lagMs how late it was sent besides: the sender's doing, and its machine's
 * @param connectMs how long it took to connect
 * @param tlsMs how long the TLS handshake took
 * @param firstByteMs from the request's first byte to the answer's
 * @param bodyMs from the answer's first byte to its last
 */
public record Timing(
        double dueMs,
        double waitMs,
        double lagMs,
        OptionalDouble connectMs,
        OptionalDouble tlsMs,
        OptionalDouble firstByteMs,
        OptionalDouble bodyMs) {
    /** @throws IllegalArgumentException if a part is negative or not finite */
    public Timing {
        requireDuration("dueMs", dueMs);
        requireDuration("waitMs", waitMs);
        requireDuration("lagMs", lagMs);
        connectMs.ifPresent(ms -> requireDuration("connectMs", ms));
        tlsMs.ifPresent(ms -> requireDuration("tlsMs", ms));
        firstByteMs.ifPresent(ms -> requireDuration("firstByteMs", ms));
        bodyMs.ifPresent(ms -> requireDuration("bodyMs", ms));
    }

    /** A request that was due at that moment and sent at once; nothing else is known of it. */
    public static Timing dueAt(double dueMs) {
        OptionalDouble none = OptionalDouble.empty();
        return new Timing(dueMs, 0, 0, none, none, none, none);
    }

    static void requireDuration(String name, double ms) {
        if (!(ms >= 0 && Double.isFinite(ms))) {
            throw new IllegalArgumentException("\"" + name + "\" must be a finite number >= 0, but is " + ms);
        }
    }
}
