package dev.releasegate.probe;

import java.time.Duration;

/**
 * How far a prober goes.
 *
 * @param timeout the most that one request may take in all, from the moment it was due to the last byte of its answer;
 *     longer than nothing and at most a day
 * @param connections how many connections there may be at a time, 1 or more
 */
public record ProbeLimits(Duration timeout, int connections) {
    /** So long a caller waits who was not told otherwise. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    private static final Duration LONGEST = Duration.ofDays(1);

    /** @throws IllegalArgumentException if either is out of its range */
    public ProbeLimits {
        if (timeout.isZero() || timeout.isNegative() || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("timeout must be more than 0 and at most " + LONGEST.toHours()
                    + " hours, but is " + timeout.toMillis() + " ms");
        }
        if (connections < 1) {
            throw new IllegalArgumentException("connections must be 1 or more, but is " + connections);
        }
    }

    /** That many connections, and the default timeout. */
    public static ProbeLimits connections(int connections) {
        return new ProbeLimits(DEFAULT_TIMEOUT, connections);
    }
}
