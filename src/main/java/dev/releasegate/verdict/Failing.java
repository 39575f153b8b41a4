package dev.releasegate.verdict;

import dev.releasegate.summary.Series;

/**
 * The claim of an error rate that is not 0: at most that share of the samples failed. A sample of which nobody knows how it
 * ended is doubtful.
 *
 * @param allowed the share, more than 0 and less than 1
 */
public record Failing(double allowed) implements Share {
    @Override
    public double bad(Series series, int i) {
        return series.isFailed(i) ? 1 : 0;
    }

    @Override
    public boolean unknownIsDoubt() {
        return true;
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
}
