package dev.releasegate.verdict;

import dev.releasegate.summary.Percentile;
import dev.releasegate.summary.Series;

/**
 * What a series of samples proves about "at most the allowed share is slower than the limit", which is what a budget such
 * as p95 ≤ 300 ms says of a share of 5 %.
 *
 * @param samples how many there are
 * @param slowToPass how many count as slow when we would pass: the slow ones and the doubtful
 * @param slowToFail how many count as slow when we would fail: the slow ones that are not doubtful
 * @param clumping how many samples are worth one witness, 1 or more
 * @param logPass natural logarithm of the evidence that the limit holds
 * @param logFail natural logarithm of the evidence that the limit is broken
 * @param confirmed whether the newer half of the samples is too slow by itself, and not getting faster
 */
public record Proof(
        int samples,
        int slowToPass,
        int slowToFail,
        double clumping,
        double logPass,
        double logFail,
        boolean confirmed) {
    private static final Percentile P50 = new Percentile(50);
    private static final Percentile P90 = new Percentile(90);

    /** A slow sample is doubtful if the machine was stuck for more than this part of the limit. */
    private static final double DISTURBED = 0.25;

    /** A newer half whose median is below this part of the older half's is still warming up. */
    private static final double STILL_WARMING_UP = 0.95;

    /**
     * Weighs the samples.
     *
     * @param allowed the share that may be slow, between 0 and 1
     * @param limitMs what is slow: more than so many milliseconds
     */
    public static Proof of(Series series, double allowed, double limitMs) {
        int n = series.size();
        double clumping = clumping(series, limitMs);
        int toPass = 0;
        int toFail = 0;
        for (int i = 0; i < n; i++) {
            toPass += series.ms(i) <= limitMs ? 0 : 1;
            toFail += isSlow(series, i, limitMs) ? 1 : 0;
        }
        Wager wager = new Wager(allowed);
        return new Proof(
                n,
                toPass,
                toFail,
                clumping,
                wager.againstOver(n / clumping, toPass / clumping),
                wager.againstWithin(n / clumping, toFail / clumping),
                n >= 2 && newerHalfIsSlow(series, allowed, limitMs) && !isWarmingUp(series));
    }

    /** The evidence that at most another share is slow, for a limit that could not be decided. */
    double logAtMost(double share) {
        return new Wager(share).againstOver(samples / clumping, slowToPass / clumping);
    }

    /**
     * The clumping of the slow samples, or of the slowest tenth if that is worse; of those above half the limit at least,
     * so that a limit far away stays cheap to prove.
     */
    private static double clumping(Series series, double limitMs) {
        int n = series.size();
        if (n == 0) {
            return 1;
        }
        double tenth = Math.max(series.sorted(0, n)[P90.rank(n) - 1], limitMs / 2);
        return Math.max(Clumping.factor(n, i -> series.ms(i) > limitMs), Clumping.factor(n, i -> series.ms(i) > tenth));
    }

    /** Slow beyond doubt: it is known how it ended, and the machine was not stuck for a quarter of the limit then. */
    private static boolean isSlow(Series series, int i, double limitMs) {
        return series.ms(i) > limitMs && series.disturbanceMs(i) <= DISTURBED * limitMs;
    }

    private static boolean newerHalfIsSlow(Series series, double allowed, double limitMs) {
        int half = series.size() / 2;
        int slow = 0;
        for (int i = half; i < series.size(); i++) {
            slow += isSlow(series, i, limitMs) ? 1 : 0;
        }
        return slow > allowed * (series.size() - half);
    }

    private static boolean isWarmingUp(Series series) {
        int n = series.size();
        return median(series.sorted(n / 2, n)) < STILL_WARMING_UP * median(series.sorted(0, n / 2));
    }

    private static double median(double[] sorted) {
        return sorted[P50.rank(sorted.length) - 1];
    }
}
