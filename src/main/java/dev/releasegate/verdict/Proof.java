package dev.releasegate.verdict;

import dev.releasegate.summary.Percentile;
import dev.releasegate.summary.Series;
import java.util.Arrays;

/**
 * What the first samples of a series prove about a claim, for instance about "at most 5 % are slower than 300 ms", which is
 * what p95 ≤ 300 ms says.
 *
 * <p>How much bad samples hang together is estimated twice where some failed: with the failed ones as bad ones among the
 * others, and without. The larger number is used to pass and the smaller to fail, so that failed samples among slow ones
 * cannot make them look less of a clump, nor failed samples in a clump hide those that are slow.
 *
 * @param tally the samples, counted
 * @param clumpingToPass how many samples are worth one witness where we try to pass, 1 or more
 * @param clumpingToFail the same where we try to fail
 * @param logPass natural logarithm of the evidence that the limit holds
 * @param logFail natural logarithm of the evidence that the limit is broken
 * @param logFailIfCalm the same had the machine never been stuck
 * @param logNearly natural logarithm of the evidence that the limit is broken by little at most
 * @param confirmed whether the newer half of the samples is bad by itself, and not getting faster
 */
public record Proof(
        Tally tally,
        double clumpingToPass,
        double clumpingToFail,
        double logPass,
        double logFail,
        double logFailIfCalm,
        double logNearly,
        boolean confirmed) {
    private static final Percentile P50 = new Percentile(50);

    /** A newer half whose median is below this part of the older half's is still warming up. */
    private static final double STILL_WARMING_UP = 0.95;

    /** Weighs the first so many samples, at least one. */
    public static Proof of(Series series, int samples, Claim claim) {
        return of(series, claim, Tally.of(claim, series, samples));
    }

    static Proof of(Series series, Claim claim, Tally tally) {
        Clumping all = claim.clumping(series, tally.samples(), true);
        Clumping without = tally.failed() == 0 ? all : claim.clumping(series, tally.samples(), false);
        double toPass = Math.max(all.toPass(), without.toPass());
        double toFail = Math.min(all.toFail(), without.toFail());
        Wager wager = new Wager(claim.allowed());
        return new Proof(
                tally,
                toPass,
                toFail,
                against(wager, tally, tally.toPass(), toPass),
                wager.againstWithin(tally.samples() / toFail, tally.toFail().times(1 / toFail)),
                wager.againstWithin(tally.samples() / toFail, tally.ifCalm().times(1 / toFail)),
                claim.nearly() < 1
                        ? against(new Wager(claim.nearly()), tally, tally.toPass(), toPass)
                        : Double.NEGATIVE_INFINITY,
                isConfirmed(series, tally.samples(), claim));
    }

    /**
     * Whether the evidence could suffice if every sample were a witness of its own. It could not suffice otherwise, because
     * taking samples for fewer only makes evidence smaller; so it need not be asked how they hang together.
     */
    static boolean couldReach(Claim claim, Tally tally, double barToPass, double barToFail) {
        Wager wager = new Wager(claim.allowed());
        return wager.againstOver(tally.samples(), tally.toPass()) >= barToPass
                || wager.againstWithin(tally.samples(), tally.toFail()) >= barToFail;
    }

    private static double against(Wager wager, Tally tally, Growth growth, double clumping) {
        return wager.againstOver(tally.samples() / clumping, growth.times(1 / clumping));
    }

    private static boolean isConfirmed(Series series, int samples, Claim claim) {
        int half = samples / 2;
        double bad = 0;
        for (int i = half; i < samples; i++) {
            bad += claim.badToFail(series, i);
        }
        return half > 0
                && bad > claim.allowed() * (samples - half)
                && !(claim.isAboutLatency() && isWarmingUp(series, samples));
    }

    /**
     * Whether the newer half is faster than the older. A failed sample counts as fast in the older half and as slow in the
     * newer, so that failing never looks like warming up; an unknown one the other way round.
     */
    private static boolean isWarmingUp(Series series, int samples) {
        double older = median(series, 0, samples / 2, 0, Double.POSITIVE_INFINITY);
        double newer = median(series, samples / 2, samples, Double.POSITIVE_INFINITY, 0);
        return newer < STILL_WARMING_UP * older;
    }

    private static double median(Series series, int from, int to, double failed, double unknown) {
        double[] part = new double[to - from];
        for (int i = from; i < to; i++) {
            part[i - from] = series.isFailed(i) ? failed : series.isKnown(i) ? series.ms(i) : unknown;
        }
        Arrays.sort(part);
        return part[P50.rank(part.length) - 1];
    }
}
