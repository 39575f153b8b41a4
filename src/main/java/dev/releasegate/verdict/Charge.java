package dev.releasegate.verdict;

import dev.releasegate.summary.Percentile;
import dev.releasegate.summary.Series;
import java.util.Arrays;

/**
 * The evidence that a limit is broken, and the samples that it rests on. What is in doubt does not count, nor does it make
 * a clump look smaller: where the machine was stuck, the bad samples beyond doubt must stand for themselves.
 *
 * @param series the samples: all of them, or those that did not fail
 * @param tally the same, counted
 * @param clumping how many samples are worth one witness, 1 or more
 * @param log natural logarithm of the evidence
 * @param logIfCalm the same had the machine never been stuck
 * @param confirmed whether the newer half of the samples is bad by itself, and not getting faster
 */
record Charge(Series series, Tally tally, double clumping, double log, double logIfCalm, boolean confirmed) {
    private static final Percentile P50 = new Percentile(50);

    /** A newer half whose median is below this part of the older half's is still warming up. */
    private static final double STILL_WARMING_UP = 0.95;

    /**
     * What all samples of the tally prove.
     *
     * @param bad how the bad ones hang together, those in doubt among them
     */
    static Charge of(Series series, Claim claim, Tally tally, Clumping bad) {
        int samples = tally.samples();
        double sure = tally.disturbed() == 0
                ? 1
                : claim.clumping(samples, i -> claim.badToFail(series, i)).toFail();
        double clumping = Math.max(bad.toFail(), sure);
        return new Charge(
                series,
                tally,
                clumping,
                evidence(claim, tally, tally.toFail(), clumping),
                evidence(claim, tally, tally.ifCalm(), bad.toFail()),
                isConfirmed(series, samples, claim));
    }

    /** The stronger of two; this one if they are equal. */
    Charge or(Charge other) {
        return other.log > log ? other : this;
    }

    private static double evidence(Claim claim, Tally tally, Growth growth, double clumping) {
        return new Wager(claim.allowed()).againstWithin(tally.samples() / clumping, growth.times(1 / clumping));
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
