package dev.releasegate.probe;

import dev.releasegate.record.Phase;

/**
 * When a request's turn came. Nanoseconds are those of the {@link RunClock} that the prober was given.
 *
 * @param dueNanos when it was due: its latency counts from here
 * @param freeNanos when there was a worker for it; later than due only if all of them were busy with other requests
 * @param phase of the run
 */
public record Turn(long dueNanos, long freeNanos, Phase phase) {
    /** A request that is due as soon as it is sent. */
    public static Turn now(RunClock clock, Phase phase) {
        long nanos = clock.nanos();
        return new Turn(nanos, nanos, phase);
    }
}
