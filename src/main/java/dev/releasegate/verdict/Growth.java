package dev.releasegate.verdict;

import java.util.function.IntToDoubleFunction;

/**
 * What samples did to the three stakes of a gambler, before the price that each of them costs: for each of his factors m
 * the sum of ln(1 + (m − 1) X) over the samples, where X from 0 to 1 is how bad a sample is. For samples that are either
 * bad or not this is k ln m, with k bad ones.
 *
 * @param first for the factor nearest to 1
 * @param second for the next
 * @param third for the farthest; −∞ if a factor of 0 met a sample that is wholly bad
 */
record Growth(double first, double second, double third) {
    /** Of so many samples that are wholly bad, not necessarily a whole number; the others are not bad at all. */
    static Growth of(double[] factors, double bad) {
        return new Growth(won(factors[0], bad), won(factors[1], bad), won(factors[2], bad));
    }

    /**
     * Of the first so many samples.
     *
     * @param bad how bad the i-th is, 0 to 1, counted from 0
     */
    static Growth of(double[] factors, int samples, IntToDoubleFunction bad) {
        int wholly = 0;
        double[] sums = new double[factors.length];
        for (int i = 0; i < samples; i++) {
            double x = bad.applyAsDouble(i);
            if (x >= 1) {
                wholly++;
            } else if (x > 0) {
                for (int j = 0; j < sums.length; j++) {
                    sums[j] += StrictMath.log1p((factors[j] - 1) * x);
                }
            }
        }
        Growth ones = of(factors, wholly);
        return new Growth(ones.first + sums[0], ones.second + sums[1], ones.third + sums[2]);
    }

    /** What so many times as many samples of the same kind would do; the number is greater than 0. */
    Growth times(double number) {
        return new Growth(first * number, second * number, third * number);
    }

    /** The three as a list, in the order of the factors. */
    double[] sums() {
        return new double[] {first, second, third};
    }

    /** The logarithm of m to the power of bad, with 0⁰ = 1. */
    private static double won(double factor, double bad) {
        return bad == 0 ? 0 : bad * StrictMath.log(factor);
    }
}
