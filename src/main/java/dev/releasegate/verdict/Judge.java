package dev.releasegate.verdict;

import dev.releasegate.budget.Budgets;
import dev.releasegate.budget.Limit;
import dev.releasegate.budget.Metric;
import dev.releasegate.budget.StepBudget;
import dev.releasegate.summary.LogSummary;
import dev.releasegate.summary.StepSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Holds samples against budgets. A pure function: the same samples and budgets always give the same judgement.
 *
 * <p>The one door to a verdict is {@link #judge(StepSummary, Limit)}. It is given the samples and their counts and not a
 * finished percentile, so that what decides can be a test on the number of slow samples. Today it compares the point
 * estimate with the limit, not rounded.
 */
public final class Judge {
    private final long minSamples;

    /**
     * A judge who wants that much evidence.
     *
     * @param minSamples how many samples with a known outcome each limit needs, 1 or more
     * @throws IllegalArgumentException if it is less than 1
     */
    public Judge(long minSamples) {
        if (minSamples < 1) {
            throw new IllegalArgumentException("minSamples must be at least 1, but is " + minSamples);
        }
        this.minSamples = minSamples;
    }

    /**
     * Judges a whole log: the faults of the evidence, every limit of every budget, and, for steps that nobody gave a
     * budget, whether they had an error or an unknown. Where there is no sample at all and the evidence says why, that is
     * the whole judgement.
     *
     * @param evidence faults that are known already
     */
    public Judgement judge(LogSummary log, Budgets budgets, List<EvidenceFinding> evidence) {
        List<Finding> findings = new ArrayList<>(evidence);
        if (log.samples() > 0 || evidence.isEmpty()) {
            budgets.steps().stream().flatMap(budget -> judge(log, budget)).forEach(findings::add);
            log.steps().stream()
                    .map(StepSummary::step)
                    .filter(step -> budgets.of(step).isEmpty())
                    .flatMap(step -> judge(log, StepBudget.none(step)))
                    .filter(finding -> finding.verdict() == Verdict.FAIL)
                    .forEach(findings::add);
        }
        return new Judgement(findings);
    }

    /** Holds the samples of one step against one limit. */
    public BudgetFinding judge(StepSummary samples, Limit limit) {
        return new BudgetFinding(samples, limit, result(samples, limit));
    }

    private Stream<BudgetFinding> judge(LogSummary log, StepBudget budget) {
        StepSummary samples = log.of(budget.step()).orElseGet(() -> StepSummary.empty(budget.step()));
        return budget.limits().stream().map(limit -> judge(samples, limit));
    }

    private BudgetFinding.Result result(StepSummary samples, Limit limit) {
        OptionalDouble measured = limit.metric().of(samples);
        boolean exceeded = measured.isPresent() && measured.getAsDouble() > limit.most();
        if (exceeded && oneSampleDisproves(limit)) {
            return new BudgetFinding.Exceeded(measured.getAsDouble());
        }
        if (measured.isEmpty() || samples.counts().known() < minSamples) {
            return new BudgetFinding.TooFewSamples(minSamples, measured);
        }
        return exceeded
                ? new BudgetFinding.Exceeded(measured.getAsDouble())
                : new BudgetFinding.Within(measured.getAsDouble());
    }

    /** No number of further samples can mend a limit that says "never" once it was broken. */
    private static boolean oneSampleDisproves(Limit limit) {
        return limit.metric() == Metric.MAX || (limit.metric().unit() == Metric.Unit.SHARE && limit.most() == 0);
    }
}
