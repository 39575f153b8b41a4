package dev.releasegate.verdict;

import java.util.function.IntToDoubleFunction;

/**
 * What two gamblers own who bet at fair odds on how bad samples are on average, where each is from 0 (not at all) to 1
 * (wholly bad, such as slow). Each begins with one coin. The first bets against "the mean is at most what is allowed", the
 * second against "the mean is more than that"; 100 coins are evidence of 100 to 1, at whatever moment one looks.
 *
 * <p>Each sample multiplies a stake by 1 + λ(X − a), with X for how bad it is, a for what is allowed, and
 * λ = (m − 1) / (1 − a + a m), where m is the factor by which the gambler believes the odds to differ. This is the same as
 * (1 + (m − 1) X) / (1 − a + a m), and a non-negative supermartingale under the hypothesis he bets against for any X in
 * [0, 1] (Waudby-Smith and Ramdas 2023), so that the chance of ever owning 1/α coins is at most α, however often one looks
 * (Ville 1939; a mixture of Wald's sequential test of 1945, Robbins 1970). Each gambler splits his coin evenly over three
 * factors: 4/3, 2 and 4, or 2/3, 1/3 and 0.
 *
 * <p>Worked number, a = 0.05: 14 slow of 100 samples give the first one 121.309384 coins, 0 slow of 109 give the second one
 * 104.832609.
 *
 * @param allowed the mean a that is allowed, more than 0 and less than 1
 */
public record Wager(double allowed) {
    private static final double[] MORE = {4.0 / 3, 2, 4};
    private static final double[] LESS = {2.0 / 3, 1.0 / 3, 0};

    /** @throws IllegalArgumentException if what is allowed is not between 0 and 1 */
    public Wager {
        if (!(allowed > 0 && allowed < 1)) {
            throw new IllegalArgumentException("the allowed share must be between 0 and 1, but is " + allowed);
        }
    }

    /**
     * The natural logarithm of what the first gambler owns, who bets against "at most the allowed share is slow".
     *
     * @param samples how many there are, 0 or more; not whole where samples that hang together count as fewer
     * @param slow how many of them are slow, 0 to samples
     */
    public double againstWithin(double samples, double slow) {
        return mixture(MORE, samples, Growth.of(MORE, slow));
    }

    /** The same for the second gambler, who bets against "more than the allowed share is slow". */
    public double againstOver(double samples, double slow) {
        return mixture(LESS, samples, Growth.of(LESS, slow));
    }

    /** The same as {@link #againstWithin(double, double)} for samples that may be bad by half. */
    double againstWithin(double samples, Growth growth) {
        return mixture(MORE, samples, growth);
    }

    /** The same as {@link #againstOver(double, double)} for samples that may be bad by half. */
    double againstOver(double samples, Growth growth) {
        return mixture(LESS, samples, growth);
    }

    /** What samples did to the stakes of the first gambler. */
    static Growth growthAgainstWithin(int samples, IntToDoubleFunction bad) {
        return Growth.of(MORE, samples, bad);
    }

    /** What samples did to the stakes of the second gambler. */
    static Growth growthAgainstOver(int samples, IntToDoubleFunction bad) {
        return Growth.of(LESS, samples, bad);
    }

    /**
     * In logarithms, the largest factored out, because the stakes themselves leave the range of a double. Strictly, so that
     * the evidence has the same digits on every machine.
     */
    private double mixture(double[] factors, double samples, Growth growth) {
        double[] stakes = growth.sums();
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < factors.length; i++) {
            stakes[i] -= samples * StrictMath.log1p(allowed * (factors[i] - 1));
            largest = Math.max(largest, stakes[i]);
        }
        if (largest == Double.NEGATIVE_INFINITY) {
            return largest;
        }
        double sum = 0;
        for (double stake : stakes) {
            sum += StrictMath.exp(stake - largest);
        }
        return largest + StrictMath.log(sum / factors.length);
    }
}
