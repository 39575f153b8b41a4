package dev.releasegate.probe;

import java.time.Instant;

/**
 * The clock of one run. The time of day is read once, when the run begins; everything else is elapsed time, so that a
 * clock that is set in between changes no latency and no order.
 *
 * @param ticks elapsed time
 * @param beganNanos what the ticks were when the run began
 * @param beganAt what the time of day was then
 */
public record RunClock(NanoClock ticks, long beganNanos, Instant beganAt) {
    /** A clock that begins now. */
    public static RunClock starting(NanoClock ticks) {
        return new RunClock(ticks, ticks.nanos(), Instant.now());
    }

    /** Now, in nanoseconds of this clock. */
    public long nanos() {
        return ticks.nanos();
    }

    /** The time of day at that moment, in UTC. */
    public Instant instant(long nanos) {
        return beganAt.plusNanos(nanos - beganNanos);
    }

    /** That moment in milliseconds since the run began. */
    public double ms(long nanos) {
        return (nanos - beganNanos) / 1e6;
    }
}
