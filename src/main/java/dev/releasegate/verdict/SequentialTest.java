package dev.releasegate.verdict;

import dev.releasegate.summary.Series;
import dev.releasegate.verdict.BudgetFinding.Result;
import java.util.Optional;

/**
 * The test of one limit while samples come in. It looks after the first of them and again whenever their number has grown by
 * a tenth, and the first look that decides, decides for good. It is the same whether the samples come one by one, as they
 * do to the probe, or all at once, as they do to the judge: so both always agree.
 */
public final class SequentialTest {
    private final Look look;
    private final SequentialRule numbers;
    private Optional<Result> decided = Optional.empty();
    private int next;
    private int looks;

    /**
     * A test that has not looked yet.
     *
     * @param tests how many limits are judged by a wager in the same judgement, 1 or more: {@link Claim#count}
     */
    public SequentialTest(Rule.Sequential rule, Claim claim, int tests) {
        look = new Look(rule, claim, tests);
        numbers = rule.numbers();
        next = numbers.nextLook(0);
    }

    /**
     * Takes every look that is due.
     *
     * @param series all samples so far, in the order in which they were due; always the same one, grown
     * @return the PASS or the FAIL that a look came to, this or an earlier one; empty if more samples are wanted
     */
    public Optional<Result> look(Series series) {
        while (decided.isEmpty() && next <= series.size() && looksAreLeft()) {
            looks++;
            decided = look.at(series, next, looks);
            next = next < numbers.maxSamples() ? numbers.nextLook(next) : Integer.MAX_VALUE;
        }
        return decided;
    }

    /** What it came to when there are no more samples. */
    public Result conclude(Series series) {
        return look(series).orElseGet(() -> look.atTheEnd(series, looks));
    }

    private boolean looksAreLeft() {
        return next != Integer.MAX_VALUE;
    }
}
