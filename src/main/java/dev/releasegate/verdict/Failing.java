package dev.releasegate.verdict;

import dev.releasegate.summary.Series;

/**
 * The claim of an error rate that is not 0: at most that share of the samples failed. A sample of which nobody knows how it
 * ended is doubtful.
 *
 * @param allowed the share, more than 0 and less than 1
 */
public record Failing(double allowed) implements Claim {
    @Override
    public double nearly() {
        return Math.min(1, 2 * allowed);
    }

    @Override
    public double bad(Series series, int i) {
        return series.isFailed(i) ? 1 : 0;
    }

    @Override
    public boolean isDisturbed(Series series, int i) {
        return false;
    }

    @Override
    public boolean unknownIsDoubt() {
        return true;
    }

    @Override
    public boolean isAboutLatency() {
        return false;
    }

    @Override
    public Clumping clumping(Series series, int samples, boolean failedToo) {
        return Clumping.of(samples, series::isFailed);
    }

    /** The share of the failed among those whose end is known. */
    @Override
    public double measured(Series series, int samples) {
        int failed = 0;
        int known = 0;
        for (int i = 0; i < samples; i++) {
            failed += series.isFailed(i) ? 1 : 0;
            known += series.isKnown(i) ? 1 : 0;
        }
        return (double) failed / known;
    }

    @Override
    public double most() {
        return allowed;
    }

    @Override
    public Bounds bounds(Series series, Proof proof, double barToPass, double barToFail) {
        return Bounds.ofMean(proof, barToPass, barToFail);
    }
}
