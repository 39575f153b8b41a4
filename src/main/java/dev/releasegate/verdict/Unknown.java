package dev.releasegate.verdict;

import dev.releasegate.summary.Series;

/**
 * The claim of an unknown rate that is not 0: of at most that share of the samples nobody knows how they ended. There is no
 * doubt about that.
 *
 * @param allowed the share, more than 0 and less than 1
 */
public record Unknown(double allowed) implements Claim {
    @Override
    public double nearly() {
        return Math.min(1, 2 * allowed);
    }

    @Override
    public double bad(Series series, int i) {
        return series.isKnown(i) ? 0 : 1;
    }

    @Override
    public boolean isDisturbed(Series series, int i) {
        return false;
    }

    @Override
    public boolean unknownIsDoubt() {
        return false;
    }

    @Override
    public boolean isAboutLatency() {
        return false;
    }

    @Override
    public Clumping clumping(Series series, int samples, boolean failedToo) {
        return Clumping.of(samples, i -> !series.isKnown(i));
    }

    @Override
    public double measured(Series series, int samples) {
        double unknown = 0;
        for (int i = 0; i < samples; i++) {
            unknown += bad(series, i);
        }
        return unknown / samples;
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
