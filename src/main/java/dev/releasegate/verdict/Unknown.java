package dev.releasegate.verdict;

import dev.releasegate.summary.Series;

/**
 * The claim of an unknown rate that is not 0: of at most that share of the samples nobody knows how they ended. There is no
 * doubt about that.
 *
 * @param allowed the share, more than 0 and less than 1
 */
public record Unknown(double allowed) implements Share {
    @Override
    public double bad(Series series, int i) {
        return series.isKnown(i) ? 0 : 1;
    }

    @Override
    public boolean unknownIsDoubt() {
        return false;
    }

    @Override
    public double measured(Series series, int samples) {
        double unknown = 0;
        for (int i = 0; i < samples; i++) {
            unknown += bad(series, i);
        }
        return unknown / samples;
    }
}
