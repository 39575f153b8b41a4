package dev.releasegate.record;

import java.time.Instant;

/**
 * One timed request: one sample, one line of the perf log.
 *
 * @param ts when the request was due, time of day in UTC
 * @param sessionId which run wrote it; not blank
 * @param step the tool and the step that was called
 * @param ms elapsed time in milliseconds since it was due, finite and not negative; the real one of a failure too
 * @param outcome how it ended
 * @param circumstances what else is known
 */
public record PerfRecord(
        Instant ts, String sessionId, Step step, double ms, Outcome outcome, Circumstances circumstances) {
    /** @throws IllegalArgumentException if {@code ms} is negative or not finite, or {@code sessionId} is blank */
    public PerfRecord {
        Timing.requireDuration("ms", ms);
        if (sessionId.isBlank()) {
            throw new IllegalArgumentException("\"sessionId\" must not be blank");
        }
    }

    /** A sample of which nothing but its latency is known. */
    public PerfRecord(Instant ts, String sessionId, Step step, double ms, Outcome outcome) {
        this(ts, sessionId, step, ms, outcome, Circumstances.NOT_KNOWN);
    }

    /** The same sample with what became of its control request. */
    public PerfRecord with(Control control) {
        return new PerfRecord(ts, sessionId, step, ms, outcome, circumstances.with(control));
    }
}
