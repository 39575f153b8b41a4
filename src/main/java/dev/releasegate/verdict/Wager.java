package dev.releasegate.verdict;

/**
 * What two gamblers own who bet at fair odds on the share of slow samples. Each begins with one coin. The first bets
 * against "at most the allowed share is slow", the second against "more than the allowed share is slow"; 100 coins are
 * evidence of 100 to 1, at whatever moment one looks.
 *
 * <p>Each sample multiplies a stake by 1 + λ(X − a), with X = 1 for a slow sample and 0 for another, a the allowed share,
 * and λ = (m − 1) / (1 − a + a m), where m is the factor by which the gambler believes the odds of a slow sample to
 * differ. That is a non-negative supermartingale under the hypothesis he bets against, so that the chance of ever owning
 * 1/α coins is at most α, however often one looks (Ville 1939; a mixture of Wald's sequential test of 1945, Robbins 1970).
 * Each gambler splits his coin evenly over three factors: 4/3, 2 and 4, or 2/3, 1/3 and 0.
 *
 * <p>Worked number, a = 0.05: 14 slow of 100 samples give the first one 121.309384 coins, 0 slow of 109 give the second one
 * 104.832609.
 *
 * @param allowed the share a of slow samples that is allowed, more than 0 and less than 1
 */
public record Wager(double allowed) {
    private static final double[] MORE = {4.0 / 3, 2, 4};
    private static final double[] LESS = {2.0 / 3, 1.0 / 3, 0};

    /** @throws IllegalArgumentException if the share is not between 0 and 1 */
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
        return mixture(MORE, samples, slow);
    }

    /** The same for the second gambler, who bets against "more than the allowed share is slow". */
    public double againstOver(double samples, double slow) {
        return mixture(LESS, samples, slow);
    }

    /** In logarithms, the largest factored out, because the stakes themselves leave the range of a double. */
    private double mixture(double[] factors, double samples, double slow) {
        double[] stakes = new double[factors.length];
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < factors.length; i++) {
            stakes[i] = stake(factors[i], samples, slow);
            largest = Math.max(largest, stakes[i]);
        }
        if (largest == Double.NEGATIVE_INFINITY) {
            return largest;
        }
        double sum = 0;
        for (double stake : stakes) {
            sum += Math.exp(stake - largest);
        }
        return largest + Math.log(sum / factors.length);
    }

    /** The logarithm of m^slow (1 - a + a m)^-samples, with 0^0 = 1. */
    private double stake(double factor, double samples, double slow) {
        double won = slow == 0 ? 0 : slow * Math.log(factor);
        return won - samples * Math.log1p(allowed * (factor - 1));
    }
}
