package dev.releasegate.verdict;

import dev.releasegate.summary.Percentile;
import dev.releasegate.summary.Series;

/**
 * The claim of a percentile: p95 ≤ 300 ms says that at most 5 % of the samples are slower than 300 ms. A failed sample is
 * slow, however quickly it failed. A slow one is doubtful if the machine was stuck for more than a quarter of the limit.
 *
 * @param percentile which one is limited
 * @param limitMs what is slow: more than so many milliseconds
 */
public record Slower(Percentile percentile, double limitMs) implements Claim {
    private static final Percentile P90 = new Percentile(90);

    /** @throws IllegalArgumentException if the percentile is the maximum, or the limit is not positive */
    public Slower {
        if (percentile.percent() > 99 || !(limitMs > 0)) {
            throw new IllegalArgumentException("a share must be allowed to be slower than a positive limit");
        }
    }

    @Override
    public double allowed() {
        return (100 - percentile.percent()) / 100.0;
    }

    @Override
    public double nearly() {
        return Claim.twice(allowed());
    }

    @Override
    public double bad(Series series, int i) {
        return series.ms(i) > limitMs ? 1 : 0;
    }

    @Override
    public boolean isDisturbed(Series series, int i) {
        return series.disturbanceMs(i) > DISTURBED * limitMs;
    }

    @Override
    public boolean unknownIsDoubt() {
        return true;
    }

    @Override
    public boolean isAboutLatency() {
        return true;
    }

    /**
     * The clumping of the slow samples, or of those that are slower than nine tenths of the answers if that is worse; of
     * those above half the limit at least, so that a limit far away stays cheap to prove.
     */
    @Override
    public Clumping clumping(Series series, int samples) {
        double tenth = Math.max(slowestTenth(series.sorted(0, samples)), limitMs / 2);
        return above(series, samples, limitMs).or(above(series, samples, tenth));
    }

    private static Clumping above(Series series, int samples, double ms) {
        return Clumping.of(samples, i -> series.ms(i) > ms);
    }

    /** The 90th percentile of the answers, behind which failed and unknown samples are sorted; 0 without an answer. */
    private static double slowestTenth(double[] sorted) {
        int answers = sorted.length;
        while (answers > 0 && !Double.isFinite(sorted[answers - 1])) {
            answers--;
        }
        return answers == 0 ? 0 : sorted[P90.rank(answers) - 1];
    }

    /** By nearest rank, of the samples whose end is known; infinite if it is a failed one. */
    @Override
    public double measured(Series series, int samples) {
        double[] sorted = series.sorted(0, samples);
        int known = samples;
        while (Double.isNaN(sorted[known - 1])) {
            known--;
        }
        return sorted[percentile.rank(known) - 1];
    }

    @Override
    public double most() {
        return limitMs;
    }

    @Override
    public Bounds bounds(Series series, Proof proof, double barToPass, double barToFail) {
        return Bounds.byRank(this, series, proof, barToPass, barToFail);
    }
}
