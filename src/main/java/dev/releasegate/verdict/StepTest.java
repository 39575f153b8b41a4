package dev.releasegate.verdict;

import dev.releasegate.budget.StepBudget;
import dev.releasegate.summary.Series;
import java.util.List;

/**
 * Whether more samples of one step are wanted. They are while one of its limits is not decided, up to the most that there
 * may be. A limit without a wager is decided by enough samples from enough time, whatever they say: one that is broken
 * already need not end the measurement, whose other findings are worth their time.
 */
public final class StepTest {
    private final SequentialRule numbers;
    private final List<SequentialTest> wagers;
    private int counted;
    private int known;

    /**
     * A test of all limits of a step.
     *
     * @param tests how many limits are judged by a wager in the whole judgement: {@link Claim#count}, at least 1
     */
    public StepTest(Rule.Sequential rule, StepBudget budget, int tests) {
        numbers = rule.numbers();
        wagers = budget.limits().stream()
                .flatMap(limit -> Claim.of(limit).stream())
                .map(claim -> new SequentialTest(rule, claim, tests))
                .toList();
    }

    /**
     * Whether no more samples are wanted.
     *
     * @param series all samples so far, in the order in which they were due; always the same one, grown
     */
    public boolean isDecided(Series series) {
        if (series.size() >= numbers.maxSamples()) {
            return true;
        }
        boolean wagersDecided = true;
        for (SequentialTest wager : wagers) {
            wagersDecided &= wager.look(series).isPresent();
        }
        return wagersDecided && hasEnough(series);
    }

    private boolean hasEnough(Series series) {
        for (; counted < series.size(); counted++) {
            known += series.isKnown(counted) ? 1 : 0;
        }
        return known >= numbers.minSamples() && !(series.dueMs(counted - 1) - series.dueMs(0) < numbers.minElapsedMs());
    }
}
