package dev.releasegate.verdict;

import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/**
 * How much samples hang together. Two slow requests in the same hiccup are not two witnesses: where slow samples come in
 * clumps, n of them are worth n divided by this factor.
 */
final class Clumping {
    /** Longer series are first put together into so many groups of neighbours at most, to bound time and memory. */
    private static final int MOST_GROUPS = 1 << 16;

    private Clumping() {}

    /** The factor of yes and no, which count as 1 and 0. */
    static double factor(int size, IntPredicate yes) {
        return ofNumbers(size, i -> yes.test(i) ? 1 : 0);
    }

    /**
     * The variance inflation factor of a series of numbers in the order of time: by how much the variance of their sum
     * exceeds that of independent ones, 1 or more. It is (−c₀ + 2 Σ (c₂ⱼ + c₂ⱼ₊₁)) / c₀ with the autocovariances c, summed
     * from j = 0 while the pairs are positive and the lags are at most a quarter of the series (the initial positive
     * sequence of Geyer 1992; a design effect in the sense of Kish 1965). With fewer than three above their mean, or fewer
     * than three below, nothing can be told, and it is 1.
     *
     * <p>Worked number: 4 yes, 4 no, 4 yes, 4 no have c₀ = 1/4, c₁ = 9/64, c₂ = 1/32, c₃ = −5/64, c₄ = −3/16: the pairs are
     * 25/64 and −3/64, and the factor is (−1/4 + 2 · 25/64) / (1/4) = 2.125.
     *
     * <p>Of more than 65,536 numbers, g neighbours each are summed first, and it is the same expression of the sums
     * divided by g c₀: what hangs together within a group is in the variance of the sums.
     *
     * @param size how many there are
     * @param number the i-th, counted from 0
     */
    static double ofNumbers(int size, IntToDoubleFunction number) {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += number.applyAsDouble(i);
        }
        double mean = sum / size;
        int above = 0;
        int below = 0;
        double squares = 0;
        for (int i = 0; i < size; i++) {
            double centred = number.applyAsDouble(i) - mean;
            above += centred > 0 ? 1 : 0;
            below += centred < 0 ? 1 : 0;
            squares += centred * centred;
        }
        if (above < 3 || below < 3) {
            return 1;
        }
        int group = (size + MOST_GROUPS - 1) / MOST_GROUPS;
        return Math.max(1, longRunVariance(groups(size, group, number, mean)) / group / (squares / size));
    }

    /** The centred sums of so many neighbours each; neighbours that fill no group are left out. */
    private static double[] groups(int size, int group, IntToDoubleFunction number, double mean) {
        double[] sums = new double[size / group];
        for (int i = 0; i < sums.length * group; i++) {
            sums[i / group] += number.applyAsDouble(i) - mean;
        }
        return sums;
    }

    private static double longRunVariance(double[] centred) {
        double pairs = 0;
        for (int lag = 0; lag + 1 <= centred.length / 4; lag += 2) {
            double pair = covariance(centred, lag) + covariance(centred, lag + 1);
            if (pair <= 0) {
                break;
            }
            pairs += pair;
        }
        return 2 * pairs - covariance(centred, 0);
    }

    private static double covariance(double[] centred, int lag) {
        double sum = 0;
        for (int i = lag; i < centred.length; i++) {
            sum += centred[i] * centred[i - lag];
        }
        return sum / centred.length;
    }
}
