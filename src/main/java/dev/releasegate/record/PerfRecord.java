package dev.releasegate.record;

import java.time.Instant;

/**
 * One timed request: one sample, one line of the perf log.
 *
 * @param ts when the request was sent, time of day in UTC
 * @param sessionId which run wrote it; not blank
 * @param step the tool and the step that was called
 * @param ms elapsed time in milliseconds, finite and not negative; the real elapsed time of a failure too
 * @param outcome how it ended
 */
public record PerfRecord(Instant ts, String sessionId, Step step, double ms, Outcome outcome) {
    /** @throws IllegalArgumentException if {@code ms} is negative or not finite, or {@code sessionId} is blank */
    public PerfRecord {
        if (!(ms >= 0 && Double.isFinite(ms))) {
            throw new IllegalArgumentException("\"ms\" must be a finite number >= 0, but is " + ms);
        }
        if (sessionId.isBlank()) {
            throw new IllegalArgumentException("\"sessionId\" must not be blank");
        }
    }
}
