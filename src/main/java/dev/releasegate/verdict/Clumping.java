package dev.releasegate.verdict;

import java.util.function.IntPredicate;

/**
 * How much samples hang together. Two slow requests in the same hiccup are not two witnesses: where slow samples come in
 * clumps, n of them are worth n divided by this factor.
 */
final class Clumping {
    private Clumping() {}

    /**
     * The variance inflation factor of a series of yes and no in the order of time: by how much the variance of their
     * number exceeds that of independent ones, 1 or more. It is (−c₀ + 2 Σ (c₂ⱼ + c₂ⱼ₊₁)) / c₀ with the autocovariances
     * c, summed from j = 0 while the pairs are positive and the lags are at most a quarter of the series (the initial
     * positive sequence of Geyer 1992; a design effect in the sense of Kish 1965). With fewer than three of either kind
     * nothing can be told, and it is 1.
     *
     * <p>Worked number: 4 yes, 4 no, 4 yes, 4 no have c₀ = 1/4, c₁ = 9/64, c₂ = 1/32, c₃ = −5/64, c₄ = −3/16: the pairs are
     * 25/64 and −3/64, and the factor is (−1/4 + 2 · 25/64) / (1/4) = 2.125.
     *
     * @param size how many there are
     * @param yes whether the i-th is one, counted from 0
     */
    static double factor(int size, IntPredicate yes) {
        double[] centred = new double[size];
        int ones = 0;
        for (int i = 0; i < size; i++) {
            centred[i] = yes.test(i) ? 1 : 0;
            ones += yes.test(i) ? 1 : 0;
        }
        if (ones < 3 || size - ones < 3) {
            return 1;
        }
        double mean = (double) ones / size;
        for (int i = 0; i < size; i++) {
            centred[i] -= mean;
        }
        double variance = covariance(centred, 0);
        double pairs = 0;
        for (int lag = 0; lag + 1 <= size / 4; lag += 2) {
            double pair = covariance(centred, lag) + covariance(centred, lag + 1);
            if (pair <= 0) {
                break;
            }
            pairs += pair;
        }
        return Math.max(1, (2 * pairs - variance) / variance);
    }

    private static double covariance(double[] centred, int lag) {
        double sum = 0;
        for (int i = lag; i < centred.length; i++) {
            sum += centred[i] * centred[i - lag];
        }
        return sum / centred.length;
    }
}
