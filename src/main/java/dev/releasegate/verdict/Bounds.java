package dev.releasegate.verdict;

import dev.releasegate.summary.Series;
import java.util.Arrays;
import java.util.function.DoublePredicate;

/**
 * Between what the evidence leaves it to be what is limited: the limits that could neither pass nor fail on these samples.
 * It decides as the verdict does: evidence of a FAIL is a lower bound above the limit, evidence of a PASS an upper bound
 * that is not above it.
 *
 * @param lower in the unit of the limit; 0 if nothing is proven below
 * @param upper in the unit of the limit; infinite, or 1 for a share, if nothing is proven above
 */
public record Bounds(double lower, double upper) {
    /** So often a share is halved: until it is as exact as a double. */
    private static final int HALVINGS = 60;

    /**
     * Of a percentile, by ranks: with kF the least number of slow samples that would be evidence of a FAIL, the kF-th
     * largest is the lower bound; with kP the greatest number that would be evidence of a PASS, the (kP + 1)-th largest is
     * the upper one. A sample in doubt counts as 0 ms for the lower bound and as infinite for the upper, if unknown, or else
     * as it is.
     *
     * <p>Worked numbers for p95 at 1 in 100 without clumping: of 100 samples the lower bound is the 14th largest, and of 109
     * the upper bound is the largest.
     */
    static Bounds byRank(Slower claim, Series series, Proof proof, double barToPass, double barToFail) {
        int n = proof.tally().samples();
        return new Bounds(
                lower(claim, proof.charge().series(), proof.samplesToFail(), slowToFail(claim, proof, barToFail)),
                upper(series, n, slowToPass(claim, proof, barToPass)));
    }

    /** Of a mean between 0 and 1: the means that could neither be passed nor failed as limits. */
    static Bounds ofMean(Proof proof, double barToPass, double barToFail) {
        Tally tally = proof.tally();
        double toPass = proof.clumpingToPass();
        double toFail = proof.clumpingToFail();
        Growth bad = proof.charge().tally().toFail().times(1 / toFail);
        double lower = boundary(a -> new Wager(a).againstWithin(proof.samplesToFail() / toFail, bad) < barToFail);
        double upper = boundary(a -> new Wager(a)
                        .againstOver(tally.samples() / toPass, tally.toPass().times(1 / toPass))
                >= barToPass);
        return new Bounds(lower, upper);
    }

    /** The least share, as exactly as halving finds it, from which on something holds; 0 or 1 if always or never. */
    private static double boundary(DoublePredicate holds) {
        double low = 0;
        double high = 1;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (middle <= 0 || middle >= 1) {
                break;
            }
            if (holds.test(middle)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high < 1e-12 ? 0 : high;
    }

    /** The least number of slow samples that would be evidence of a FAIL; one more than there are if none would. */
    private static int slowToFail(Slower claim, Proof proof, double bar) {
        Wager wager = new Wager(claim.allowed());
        double clumping = proof.clumpingToFail();
        int n = proof.samplesToFail();
        int low = 0;
        int high = n + 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (wager.againstWithin(n / clumping, middle / clumping) >= bar) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** The greatest number of slow samples that would be evidence of a PASS; −1 if not even none would. */
    private static int slowToPass(Slower claim, Proof proof, double bar) {
        Wager wager = new Wager(claim.allowed());
        double clumping = proof.clumpingToPass();
        int n = proof.tally().samples();
        int low = -1;
        int high = n;
        while (low < high) {
            int middle = low + (high - low + 1) / 2;
            if (wager.againstOver(n / clumping, middle / clumping) >= bar) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private static double lower(Slower claim, Series series, int n, int slowToFail) {
        if (slowToFail < 1 || slowToFail > n) {
            return 0;
        }
        double[] sure = new double[n];
        for (int i = 0; i < n; i++) {
            boolean doubtful = !series.isKnown(i) || (claim.bad(series, i) > 0 && claim.isDisturbed(series, i));
            sure[i] = doubtful ? 0 : series.ms(i);
        }
        Arrays.sort(sure);
        return sure[n - slowToFail];
    }

    private static double upper(Series series, int n, int slowToPass) {
        if (slowToPass < 0 || slowToPass >= n) {
            return Double.POSITIVE_INFINITY;
        }
        double ms = series.sorted(0, n)[n - 1 - slowToPass];
        return Double.isNaN(ms) ? Double.POSITIVE_INFINITY : ms;
    }
}
