package dev.releasegate.gate;

import dev.releasegate.budget.Budgets;
import dev.releasegate.budget.Limit;
import dev.releasegate.budget.Metric;
import dev.releasegate.budget.StepBudget;
import dev.releasegate.probe.ProbePlan;
import dev.releasegate.record.Decimal;
import dev.releasegate.summary.Series;
import dev.releasegate.verdict.Claim;
import dev.releasegate.verdict.LeastSamples;
import dev.releasegate.verdict.Rule;
import dev.releasegate.verdict.StepTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * How many samples are taken, and how.
 *
 * @param plan how the requests are sent
 * @param rule when there are enough of them
 * @param budgets what has to be decided
 */
public record Sampling(ProbePlan plan, Rule rule, Budgets budgets) {
    /** From when the first request is due to when the last is, there are fewer slots than requests: so many at the most. */
    private static final int SLOTS_AT_THE_ENDS = 2;

    /** @throws IllegalArgumentException if there can never be samples from so long a time as a PASS needs */
    public Sampling {
        double shortestMs = rule instanceof Rule.Sequential sequential
                ? sequential.numbers().minElapsedMs()
                : 0;
        double slotMs = 1e3 / plan.ratePerSecond();
        double longestMs = Math.min(plan.longest().toNanos() / 1e6, rule.maxSamples() * slotMs);
        if (shortestMs > 0 && shortestMs > longestMs - SLOTS_AT_THE_ENDS * slotMs) {
            throw new IllegalArgumentException("minDuration is " + (long) shortestMs + " ms, but there are samples of "
                    + (long) longestMs + " ms at most (maxDuration, maxSamples / rate), and it takes "
                    + SLOTS_AT_THE_ENDS + " requests more than minDuration: nothing could pass. Change one of them, or"
                    + " set quick");
        }
    }

    /** Whether the samples of a step, growing one by one, are enough. */
    Predicate<Series> isEnough(StepBudget budget) {
        if (rule instanceof Rule.Sequential sequential) {
            StepTest test = new StepTest(sequential, budget, Math.max(1, Claim.count(budgets)));
            return test::isDecided;
        }
        return series -> series.size() >= rule.minSamples();
    }

    /**
     * What cannot pass whatever the service does, because it would take more samples than there can be.
     *
     * @return a sentence for each such limit
     */
    List<String> hopeless() {
        if (!(rule instanceof Rule.Sequential sequential)) {
            return List.of();
        }
        double inTime = plan.ratePerSecond() * plan.longest().toMillis() / 1e3;
        long most = Math.min(rule.maxSamples(), (long) inTime);
        List<String> hopeless = new ArrayList<>();
        for (StepBudget budget : budgets.steps()) {
            for (Limit limit : budget.limits()) {
                Claim.of(limit)
                        .map(claim ->
                                LeastSamples.toPass(claim, sequential.numbers().alpha()))
                        .filter(least -> least > most)
                        .ifPresent(least -> hopeless.add(budget.step().name() + " "
                                + limit.metric().label() + " cannot pass: that takes " + least
                                + " samples at least, and there are " + most + " at most (maxSamples="
                                + rule.maxSamples()
                                + ", rate x maxDuration=" + (long) inTime + ")"));
            }
        }
        return hopeless;
    }

    /** By how many milliseconds a step may still get faster: by a hundredth of its least limit. */
    double negligibleMs(String step) {
        return budgets.steps().stream()
                .filter(budget -> budget.step().name().equals(step))
                .flatMap(budget -> budget.limits().stream())
                .filter(limit -> limit.metric().unit() == Metric.Unit.MILLISECONDS)
                .mapToDouble(limit -> limit.most() / 100)
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }

    /** In words for people: how often every step is asked. */
    String rate() {
        return ratePerSecond() + " requests a second to each, "
                + plan.arrivals().label();
    }

    /** Everything that was planned, by the names of the parameters. */
    Map<String, String> words() {
        Map<String, String> words = new TreeMap<>(Map.ofEntries(
                Map.entry("rate", ratePerSecond()),
                Map.entry("arrivals", plan.arrivals().label()),
                Map.entry("seed", Long.toString(plan.seed())),
                Map.entry("maxDuration", plan.longest().toMillis() + "ms"),
                Map.entry("warmUp", plan.longestWarmUp().toMillis() + "ms"),
                Map.entry("timeout", plan.timeout().toMillis() + "ms"),
                Map.entry("workers", Integer.toString(plan.workers())),
                Map.entry("rule", rule.name()),
                Map.entry("minSamples", Integer.toString(rule.minSamples())),
                Map.entry("maxSamples", Integer.toString(rule.maxSamples()))));
        if (rule instanceof Rule.Sequential sequential) {
            words.put("alpha", Decimal.of(sequential.numbers().alpha()).toPlainString());
            words.put("minDuration", (long) sequential.numbers().minElapsedMs() + "ms");
        }
        return words;
    }

    private String ratePerSecond() {
        return Decimal.of(plan.ratePerSecond()).stripTrailingZeros().toPlainString();
    }
}
