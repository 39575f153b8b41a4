package dev.releasegate.verdict;

import dev.releasegate.budget.Limit;
import dev.releasegate.budget.Metric;
import dev.releasegate.summary.Series;
import dev.releasegate.summary.StepSummary;
import dev.releasegate.verdict.BudgetFinding.Exceeded;
import dev.releasegate.verdict.BudgetFinding.Result;
import dev.releasegate.verdict.BudgetFinding.TooFewSamples;
import dev.releasegate.verdict.BudgetFinding.Undecided;
import dev.releasegate.verdict.BudgetFinding.Within;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A limit about which there is nothing to wager. "Never" (an error rate or an unknown rate of 0, a maximum) is disproved by
 * one sample, and no number of further samples can mend that; it passes if among enough samples there was none, which
 * proves no more than that. A rate of 1 allows everything.
 *
 * @param limit such a limit
 */
record ExactRule(Limit limit) {
    /** @throws IllegalArgumentException if a wager can be made on the limit */
    ExactRule {
        if (Claim.of(limit).isPresent()) {
            throw new IllegalArgumentException("there is a wager to be made on " + limit);
        }
    }

    Result judge(StepSummary samples, int minSamples) {
        OptionalDouble measured = limit.metric().of(samples);
        boolean broken = measured.isPresent() && measured.getAsDouble() > limit.most();
        if (broken && isBeyondDoubt(samples.series())) {
            return new Exceeded(measured.getAsDouble());
        }
        if (measured.isEmpty() || samples.counts().known() < minSamples) {
            return new TooFewSamples(minSamples, measured);
        }
        return broken
                ? new Undecided(measured.getAsDouble(), Optional.empty(), Why.MACHINE_TOO_NOISY)
                : new Within(measured.getAsDouble());
    }

    /** A rate is; a maximum if a sample failed, or was slow while the machine was not stuck for a quarter of the limit. */
    private boolean isBeyondDoubt(Series series) {
        if (limit.metric() != Metric.MAX) {
            return true;
        }
        for (int i = 0; i < series.size(); i++) {
            boolean calm = series.disturbanceMs(i) <= Claim.DISTURBED * limit.most();
            if (series.isFailed(i) || (series.ms(i) > limit.most() && calm)) {
                return true;
            }
        }
        return false;
    }
}
