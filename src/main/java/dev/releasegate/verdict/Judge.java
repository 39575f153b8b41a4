package dev.releasegate.verdict;

import dev.releasegate.budget.Budgets;
import dev.releasegate.budget.Limit;
import dev.releasegate.budget.StepBudget;
import dev.releasegate.summary.LogSummary;
import dev.releasegate.summary.Series;
import dev.releasegate.summary.StepSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Holds samples against budgets. A pure function: the same samples and budgets always give the same judgement.
 *
 * <p>What decides is how many samples are slow, and not a percentile that was measured; that one is only told. By
 * {@link Rule.Plain} it is the other way round.
 */
public final class Judge {
    private final Rule rule;

    /** A judge who makes up his mind in that way. */
    public Judge(Rule rule) {
        this.rule = rule;
    }

    /**
     * Judges a whole log: the faults of the evidence, every limit of every budget, and, for steps that nobody gave a
     * budget, whether they had an error or an unknown. Where there is no sample at all and the evidence says why, that is
     * the whole judgement.
     *
     * @param evidence faults that are known already
     */
    public Judgement judge(LogSummary log, Budgets budgets, List<EvidenceFinding> evidence) {
        return judge(log, budgets, evidence, Claim.count(budgets));
    }

    /**
     * The same for some of the budgets that were probed for.
     *
     * @param probedFor how many limits are decided by a wager in all: {@link Claim#count}
     */
    public Judgement judge(LogSummary log, Budgets budgets, List<EvidenceFinding> evidence, int probedFor) {
        List<Finding> findings = new ArrayList<>(evidence);
        if (log.samples() > 0 || evidence.isEmpty()) {
            int tests = Math.max(1, probedFor);
            budgets.steps().stream()
                    .flatMap(budget -> judge(log, budget, tests))
                    .forEach(findings::add);
            log.steps().stream()
                    .map(StepSummary::step)
                    .filter(step -> budgets.of(step).isEmpty())
                    .flatMap(step -> judge(log, StepBudget.none(step), tests))
                    .filter(finding -> finding.verdict() == Verdict.FAIL)
                    .forEach(findings::add);
        }
        return new Judgement(findings);
    }

    /** Holds the samples of one step against one limit, as if there were no other. */
    public BudgetFinding judge(StepSummary samples, Limit limit) {
        return judge(samples, limit, 1);
    }

    private Stream<BudgetFinding> judge(LogSummary log, StepBudget budget, int tests) {
        StepSummary samples = log.of(budget.step()).orElseGet(() -> StepSummary.empty(budget.step()));
        return budget.limits().stream().map(limit -> judge(samples, limit, tests));
    }

    private BudgetFinding judge(StepSummary samples, Limit limit, int tests) {
        return new BudgetFinding(samples, limit, result(samples, limit, tests));
    }

    private BudgetFinding.Result result(StepSummary samples, Limit limit, int tests) {
        if (rule instanceof Rule.Plain plain) {
            return PlainRule.judge(samples, limit, plain.minSamples());
        }
        Rule.Tested tested = (Rule.Tested) rule;
        return Claim.of(limit)
                .map(claim -> result(tested, claim, samples.series(), tests))
                .orElseGet(() -> new ExactRule(limit).judge(samples, tested.minSamples()));
    }

    private static BudgetFinding.Result result(Rule.Tested rule, Claim claim, Series series, int tests) {
        return rule instanceof Rule.Sequential sequential
                ? new SequentialTest(sequential, claim, tests).conclude(series)
                : new Look(rule, claim, tests).atTheEnd(series, 0);
    }
}
