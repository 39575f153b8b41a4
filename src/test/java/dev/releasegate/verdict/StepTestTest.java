package dev.releasegate.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasegate.budget.Limit;
import dev.releasegate.budget.Metric;
import dev.releasegate.budget.StepBudget;
import dev.releasegate.record.Step;
import dev.releasegate.summary.Series;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class StepTestTest {
    private static final Rule.Sequential RULE = new Rule.Sequential(SequentialRule.DEFAULT);

    @Test
    void a_step_is_decided_when_the_last_of_its_limits_is() {
        // p95 passes at the first look after 251 samples, p99 at the first after 551
        assertThat(decidedAfter(i -> 1, new Limit(Metric.P95, 300))).isEqualTo(259);
        assertThat(decidedAfter(i -> 1, new Limit(Metric.P95, 300), new Limit(Metric.P99, 300)))
                .isEqualTo(605);
    }

    @Test
    void limits_without_a_wager_want_only_the_least_time_and_number() {
        assertThat(decidedAfter(i -> 1, new Limit(Metric.MAX, 300))).isEqualTo(251);
        assertThat(decidedAfter(i -> i < 201 ? Double.NaN : 1)).isEqualTo(251);
        assertThat(decidedAfter(i -> i < 202 ? Double.NaN : 1)).isEqualTo(252); // 50 that are known
    }

    @Test
    void a_limit_that_is_broken_already_ends_nothing_early() {
        assertThat(decidedAfter(i -> Double.POSITIVE_INFINITY)).isEqualTo(251);
    }

    @Test
    void what_cannot_be_decided_ends_with_the_most_samples() {
        assertThat(decidedAfter(Samples.spread(3000, 150), new Limit(Metric.P95, 300)))
                .isEqualTo(3000);
    }

    @Test
    void where_nobody_wrote_down_the_time_it_is_not_waited_for() {
        StepTest test = new StepTest(RULE, new StepBudget(new Step("t", "s"), List.of()), 1);
        assertThat(test.isDecided(Samples.untimed(49, i -> 1))).isFalse();
        assertThat(test.isDecided(Samples.untimed(50, i -> 1))).isTrue();
    }

    private static int decidedAfter(IntToDoubleFunction ms, Limit... limits) {
        StepTest test = new StepTest(RULE, new StepBudget(new Step("t", "s"), List.of(limits)), 1);
        Series series = new Series();
        while (!test.isDecided(series)) {
            series.add(ms.applyAsDouble(series.size()), series.size() * Samples.SLOT_MS, 0);
        }
        return series.size();
    }
}
