package dev.releasegate.verdict;

import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/**
 * How much samples hang together. Two slow requests in the same hiccup are not two witnesses: where slow samples come in
 * clumps, n of them are worth n divided by this factor.
 *
 * <p>To fail, the factor allows for some of what its estimate misses: autocovariances are taken about the mean of the samples
 * themselves, and so each of them is too small by the variance of that mean. Summed over the lags −m to m of n samples, the
 * factor comes out too small by the part (2m + 1) / n (Percival 1993), and is divided by what is left. Without that, a
 * service within its limit whose calls hang together for long fails 1.7 times as often. To pass, the estimate is taken as
 * it is: allowing for it there gains no more than asking for a little more evidence would.
 *
 * @param toPass what so many samples are divided by where we try to pass, 1 or more
 * @param toFail the same where we try to fail, not less
 */
public record Clumping(double toPass, double toFail) {
    /** Every sample is a witness of its own. */
    static final Clumping NONE = new Clumping(1, 1);

    /** Longer series are first put together into so many groups of neighbours at most, to bound time and memory. */
    private static final int MOST_GROUPS = 1 << 16;

    /** Of yes and no, which count as 1 and 0. */
    static Clumping of(int size, IntPredicate yes) {
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
     * 25/64 and −3/64, and the factor is (−1/4 + 2 · 25/64) / (1/4) = 2.125. Its lags are −1 to 1, so that to fail it is
     * 2.125 / (1 − 3/16) = 2.615.
     *
     * <p>Of more than 65,536 numbers, g neighbours each are summed first, and it is the same expression of the sums
     * divided by g c₀: what hangs together within a group is in the variance of the sums.
     *
     * @param size how many there are
     * @param number the i-th, counted from 0
     */
    static Clumping ofNumbers(int size, IntToDoubleFunction number) {
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
            return NONE;
        }
        int group = (size + MOST_GROUPS - 1) / MOST_GROUPS;
        return ofGroups(groups(size, group, number, mean), group * (squares / size));
    }

    /** The larger of each. */
    Clumping or(Clumping other) {
        return new Clumping(Math.max(toPass, other.toPass), Math.max(toFail, other.toFail));
    }

    /** The centred sums of so many neighbours each; neighbours that fill no group are left out. */
    private static double[] groups(int size, int group, IntToDoubleFunction number, double mean) {
        double[] sums = new double[size / group];
        for (int i = 0; i < sums.length * group; i++) {
            sums[i / group] += number.applyAsDouble(i) - mean;
        }
        return sums;
    }

    private static Clumping ofGroups(double[] centred, double variance) {
        double pairs = 0;
        int lags = -1; // the greatest that is summed
        for (int lag = 0; lag + 1 <= centred.length / 4; lag += 2) {
            double pair = covariance(centred, lag) + covariance(centred, lag + 1);
            if (pair <= 0) {
                break;
            }
            pairs += pair;
            lags = lag + 1;
        }
        double factor = (2 * pairs - covariance(centred, 0)) / variance;
        double seen = 1 - (2.0 * lags + 1) / centred.length;
        return new Clumping(Math.max(1, factor), Math.max(1, factor / seen));
    }

    private static double covariance(double[] centred, int lag) {
        double sum = 0;
        for (int i = lag; i < centred.length; i++) {
            sum += centred[i] * centred[i - lag];
        }
        return sum / centred.length;
    }
}
