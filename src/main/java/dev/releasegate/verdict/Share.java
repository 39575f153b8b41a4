package dev.releasegate.verdict;

import dev.releasegate.summary.Series;

/** The claim of a rate that is not 0: at most that share of the samples ended badly. How long they took does not matter. */
sealed interface Share extends Claim permits Failing, Unknown {
    /** {@inheritDoc} More than 0 and less than 1. */
    @Override
    double allowed();

    @Override
    default double nearly() {
        return Claim.twice(allowed());
    }

    @Override
    default boolean isDisturbed(Series series, int i) {
        return false;
    }

    @Override
    default boolean isAboutLatency() {
        return false;
    }

    @Override
    default double most() {
        return allowed();
    }

    @Override
    default Bounds bounds(Series series, Proof proof, double barToPass, double barToFail) {
        return Bounds.ofMean(proof, barToPass, barToFail);
    }
}
