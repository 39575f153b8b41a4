package dev.releasegate.verdict;

/**
 * When there is enough evidence. A limit is looked at after the first samples, and again whenever their number has grown
 * by a tenth; the evidence is valid at whatever moment one stops.
 *
 * @param alpha how often a limit that is broken may pass, and how often a release whose limits all hold may fail; more
 *     than 0 and less than 1
 * @param minSamples no verdict with fewer samples whose end is known
 * @param minSamplesToFail no FAIL with fewer samples, while more can be had
 * @param maxSamples no more samples than that
 * @param minElapsedMs no PASS before so many milliseconds lie between when the first sample was due and the last
 */
public record SequentialRule(double alpha, int minSamples, int minSamplesToFail, int maxSamples, double minElapsedMs) {
    /** One in a hundred either way, 50 samples at least, 400 to fail, 3,000 at most, and 10 seconds to pass. */
    public static final SequentialRule DEFAULT = new SequentialRule(0.01, 50, 400, 3_000, 10_000);

    /** @throws IllegalArgumentException if alpha is not between 0 and 1, or the numbers of samples contradict */
    public SequentialRule {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("alpha must be between 0 and 1, but is " + alpha);
        }
        if (minSamples < 1) {
            throw new IllegalArgumentException("minSamples must be at least 1, but is " + minSamples);
        }
        if (maxSamples < minSamples || minSamplesToFail < 1) {
            throw new IllegalArgumentException("minSamples (" + minSamples + ") must not be more than maxSamples ("
                    + maxSamples + "), nor minSamplesToFail (" + minSamplesToFail + ") less than 1");
        }
        if (!(minElapsedMs >= 0 && Double.isFinite(minElapsedMs))) {
            throw new IllegalArgumentException("minElapsedMs must be 0 or more, but is " + minElapsedMs);
        }
    }

    /** The same with another chance to be wrong. */
    public SequentialRule withAlpha(double chance) {
        return new SequentialRule(chance, minSamples, minSamplesToFail, maxSamples, minElapsedMs);
    }

    /** The same with other least and most numbers of samples. */
    public SequentialRule withSamples(int least, int most) {
        return new SequentialRule(alpha, least, minSamplesToFail, most, minElapsedMs);
    }

    /** The same with another least duration, in milliseconds; 0 for none. */
    public SequentialRule withMinElapsedMs(double leastMs) {
        return new SequentialRule(alpha, minSamples, minSamplesToFail, maxSamples, leastMs);
    }

    /** After how many samples to look again, given after how many one has just looked. */
    public int nextLook(int samples) {
        return samples < minSamples ? minSamples : Math.min(maxSamples, samples + Math.max(1, samples / 10));
    }

    /**
     * The natural logarithm of the evidence that a PASS needs. It is the same for any number of limits: a release passes
     * only if all of them hold, so that a broken one has only its own chance to slip through (Berger 1982).
     */
    public double barToPass() {
        return -StrictMath.log(alpha);
    }

    /**
     * The natural logarithm of the evidence that a FAIL needs. One broken limit fails the release, so that the chance is
     * shared among the limits (Bonferroni).
     *
     * @param tests how many limits are judged by a wager, 1 or more
     */
    public double barToFail(int tests) {
        return StrictMath.log(tests / alpha);
    }
}
