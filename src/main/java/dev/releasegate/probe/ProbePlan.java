package dev.releasegate.probe;

import java.time.Duration;

/**
 * How a service is probed.
 *
 * @param ratePerSecond requests a second for each step, more than 0 and at most 10,000
 * @param arrivals how they are spread over time
 * @param seed of everything random in the schedule
 * @param longest nothing is due later than so long after the first request could have been
 * @param longestWarmUp after so long no further round of the warm-up begins; zero for one round only
 * @param timeout a request that is not answered so long after it was due has failed
 * @param workers how many requests may be under way at once, 1 to 1,000
 */
public record ProbePlan(
        double ratePerSecond,
        Arrivals arrivals,
        long seed,
        Duration longest,
        Duration longestWarmUp,
        Duration timeout,
        int workers) {
    /** No higher rate is taken for a step. What the sender was seen to hold is in docs/measurement.md. */
    public static final int HIGHEST_RATE = 10_000;

    /** So many requests may be under way at most. */
    public static final int MOST_WORKERS = 1_000;

    /** @throws IllegalArgumentException if a number is out of range */
    public ProbePlan {
        if (!(ratePerSecond > 0 && ratePerSecond <= HIGHEST_RATE)) {
            throw new IllegalArgumentException(
                    "rate must be more than 0 and at most " + HIGHEST_RATE + " a second, but is " + ratePerSecond);
        }
        if (workers < 1 || workers > MOST_WORKERS) {
            throw new IllegalArgumentException("workers must be from 1 to " + MOST_WORKERS + ", but is " + workers);
        }
        requireLonger("maxDuration", longest);
        requireLonger("timeout", timeout);
        if (longestWarmUp.isNegative()) {
            throw new IllegalArgumentException(
                    "warmUp must not be negative, but is " + longestWarmUp.toMillis() + " ms");
        }
    }

    private static void requireLonger(String name, Duration given) {
        if (given.isNegative() || given.isZero()) {
            throw new IllegalArgumentException(name + " must be longer than 0, but is " + given.toMillis() + " ms");
        }
    }

    /**
     * When the requests of so many steps are due.
     *
     * @param mostRounds of each step
     */
    public Schedule.Plan schedule(int mostRounds) {
        return new Schedule.Plan(ratePerSecond, arrivals, seed, mostRounds, longest.toNanos(), true);
    }
}
