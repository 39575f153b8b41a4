package dev.releasegate.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.releasegate.summary.Percentile;
import dev.releasegate.summary.Series;
import dev.releasegate.verdict.BudgetFinding.Exceeded;
import dev.releasegate.verdict.BudgetFinding.Result;
import dev.releasegate.verdict.BudgetFinding.TooFewSamples;
import dev.releasegate.verdict.BudgetFinding.Undecided;
import dev.releasegate.verdict.BudgetFinding.Within;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SequentialTestTest {
    private static final Rule.Sequential RULE = new Rule.Sequential(SequentialRule.DEFAULT);
    private static final Rule.Once ONCE = new Rule.Once(SequentialRule.DEFAULT);
    private static final Claim P95 = new Slower(new Percentile(95), 300);

    @Test
    void nothing_slow_passes_at_the_first_look_after_ten_seconds() {
        Result result = sequential(Samples.timed(3000, i -> 1));
        assertThat(result).isInstanceOf(Within.class);
        // looks at 50, 55, 60, 66, 72, 79, 86, 94, 103, 113, 124, 136, 149, 163, 179, 196, 215, 236, 259: the 19th
        assertThat(weight(result).samples()).isEqualTo(259);
        assertThat(weight(result).looks()).isEqualTo(19);
        assertThat(weight(result).elapsedMs()).isEqualTo(258 * 40.0);
    }

    /** Few slow ones would pass if it were not so short, and more of them must not be let through for that. */
    @ParameterizedTest(name = "{0} slow of 240 in 9.6 s: {1}")
    @CsvSource({"0, TOO_SHORT", "4, NOT_ENOUGH_EVIDENCE", "8, NOT_ENOUGH_EVIDENCE"})
    void what_is_too_short_is_never_merely_too_close(int slow, Why why) {
        Result result = sequential(Samples.timed(240, Samples.spread(240, slow)));
        assertThat(((Undecided) result).why()).isEqualTo(why);
    }

    @Test
    void where_nobody_wrote_down_the_time_nothing_slow_passes_at_the_first_look_after_109_samples() {
        Result result = sequential(Samples.untimed(3000, i -> 1));
        assertThat(result).isInstanceOf(Within.class);
        assertThat(weight(result).samples()).isEqualTo(113);
        assertThat(weight(result).elapsedMs()).isNaN();
    }

    @Test
    void everything_slow_fails_at_the_first_look_after_400_samples() {
        Result result = sequential(Samples.timed(3000, i -> 999));
        assertThat(result).isInstanceOf(Exceeded.class);
        assertThat(weight(result).samples()).isEqualTo(414); // looks at 284, 312, 343, 377, 414
    }

    @Test
    void the_first_look_that_decides_decides_for_good() {
        Series series = Samples.timed(3000, i -> i < 300 ? 1 : 999);
        assertThat(sequential(series)).isInstanceOf(Within.class);
        assertThat(once(series)).isInstanceOf(Exceeded.class);
    }

    @Test
    void when_no_more_samples_can_be_had_a_fail_needs_no_400_of_them() {
        Result result = sequential(Samples.timed(60, i -> 999));
        assertThat(result).isInstanceOf(Exceeded.class);
        assertThat(weight(result).samples()).isEqualTo(60);
        assertThat(weight(result).atTheEnd()).isTrue();
    }

    @ParameterizedTest(name = "{0} slow of 60 in a given log: {1}")
    @CsvSource({"60, FAIL, 1.0e32", "6, INCONCLUSIVE, 2.0"})
    void a_given_log_is_judged_once_on_all_it_has(int slow, Verdict verdict, double evidence) {
        Result result = once(Samples.untimed(60, Samples.spread(60, slow)));
        assertThat(result.verdict()).isEqualTo(verdict);
        assertThat(Math.exp(weight(result).proof().logFail())).isCloseTo(evidence, within(0.5 * evidence));
    }

    @Test
    void a_given_log_passes_with_109_samples_however_short_it_was() {
        assertThat(once(Samples.timed(109, i -> 1))).isInstanceOf(Within.class);
        assertThat(once(Samples.timed(108, i -> 1))).isInstanceOf(Undecided.class);
    }

    @Test
    void fewer_samples_than_asked_for_are_too_few_whatever_they_say() {
        assertThat(once(Samples.untimed(49, i -> 999))).isEqualTo(new TooFewSamples(50, OptionalDouble.of(999)));
        assertThat(once(Samples.untimed(90, i -> i < 49 ? 1 : Double.NaN)))
                .isEqualTo(new TooFewSamples(50, OptionalDouble.of(1)));
        assertThat(once(Samples.untimed(60, i -> Double.NaN))).isEqualTo(new TooFewSamples(50, OptionalDouble.empty()));
    }

    @Test
    void exactly_on_the_limit_is_too_close_to_call() {
        Series series = Samples.timed(3000, Samples.spread(3000, 150)); // 5 %, evenly
        assertThat(why(sequential(series))).isEqualTo(Why.TOO_CLOSE);
    }

    @Test
    void nearly_twice_the_allowed_share_is_not_too_close_and_too_few_samples_are_not_enough() {
        // of 60 samples 6 are slow: 10 % may be the truth, so that at most 10 % is not proven
        assertThat(why(once(Samples.untimed(60, Samples.spread(60, 6))))).isEqualTo(Why.NOT_ENOUGH_EVIDENCE);
        assertThat(why(once(Samples.untimed(200, Samples.spread(200, 6))))).isEqualTo(Why.TOO_CLOSE);
        // 0.9^60 < 1/100, but 60 samples without a slow one could not have passed: they are too few, and not too close
        assertThat(why(once(Samples.untimed(60, i -> 1)))).isEqualTo(Why.NOT_ENOUGH_EVIDENCE);
    }

    @Test
    void evidence_that_the_newer_half_does_not_confirm_is_of_warming_up() {
        IntToDoubleFunction warming = i -> i < 200 ? 1000 : 400; // all of them slow, but getting faster
        assertThat(why(once(Samples.untimed(400, warming)))).isEqualTo(Why.STILL_WARMING_UP);
        assertThat(once(Samples.untimed(400, i -> warming.applyAsDouble(399 - i))))
                .isInstanceOf(Exceeded.class);
    }

    @Test
    void samples_that_are_slow_while_the_machine_is_stuck_do_not_fail_but_are_no_pass() {
        IntToDoubleFunction ms = Samples.spread(400, 60);
        assertThat(why(once(Samples.disturbed(400, ms, i -> ms.applyAsDouble(i) > 300 ? 75.1 : 0))))
                .isEqualTo(Why.MACHINE_TOO_NOISY);
        assertThat(once(Samples.disturbed(400, ms, i -> ms.applyAsDouble(i) > 300 ? 75 : 0)))
                .isInstanceOf(Exceeded.class);
    }

    @Test
    void a_machine_that_is_stuck_most_of_the_time_is_too_noisy_where_nothing_else_decides() {
        IntToDoubleFunction ms = Samples.spread(60, 6); // not enough evidence, calm or not
        assertThat(why(once(Samples.disturbed(60, ms, i -> i < 31 ? 76 : 0)))).isEqualTo(Why.MACHINE_TOO_NOISY);
        assertThat(why(once(Samples.disturbed(60, ms, i -> i < 30 ? 76 : 0)))).isEqualTo(Why.NOT_ENOUGH_EVIDENCE);
    }

    @Test
    void evidence_of_a_pass_from_too_short_a_time_is_too_short() {
        assertThat(why(sequential(Samples.timed(250, i -> 1)))).isEqualTo(Why.TOO_SHORT); // 249 * 40 ms = 9.96 s
        assertThat(sequential(Samples.timed(251, i -> 1))).isInstanceOf(Within.class); // 10 s
    }

    @Test
    void slow_samples_in_clumps_decide_less_than_the_same_number_spread() {
        assertThat(once(Samples.untimed(400, i -> i % 100 % 10 == 0 ? 999 : 1))).isInstanceOf(Exceeded.class);
        assertThat(once(Samples.untimed(400, i -> i % 100 < 10 ? 999 : 1))).isInstanceOf(Undecided.class);
    }

    @Test
    void more_limits_need_more_evidence_to_fail() {
        Series series = Samples.untimed(100, Samples.spread(100, 14)); // 121 : 1
        assertThat(new Look(ONCE, P95, 1).atTheEnd(series, 0)).isInstanceOf(Exceeded.class);
        assertThat(new Look(ONCE, P95, 2).atTheEnd(series, 0)).isInstanceOf(Undecided.class);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void what_the_probe_stops_on_is_what_the_judge_finds(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double slow = seed * 0.015;
        Series live = new Series();
        SequentialTest probe = new SequentialTest(RULE, P95, 1);
        Optional<Result> stopped = Optional.empty();
        while (live.size() < 3000) {
            double ms = random.nextDouble() < slow ? 900 : random.nextDouble() < 0.01 ? Double.NaN : 30;
            live.add(ms, live.size() * Samples.SLOT_MS, random.nextDouble() < 0.1 ? 80 : 1);
            Optional<Result> now = probe.look(live);
            if (stopped.isEmpty()) {
                stopped = now;
            }
        }
        Result judged = new SequentialTest(RULE, P95, 1).conclude(live);
        assertThat(judged.verdict() != Verdict.INCONCLUSIVE).isEqualTo(stopped.isPresent());
        assertThat(probe.conclude(live)).isEqualTo(judged);
        stopped.ifPresent(result -> assertThat(judged).isEqualTo(result));
    }

    /** Of services exactly on the limit at most one in a hundred may ever pass, and one in a hundred ever fail. */
    @Test
    void looking_often_does_not_make_an_error_likelier() {
        int passed = 0;
        int failed = 0;
        for (int run = 0; run < 400; run++) {
            SplittableRandom random = new SplittableRandom(run);
            Result result = sequential(Samples.timed(1000, i -> random.nextDouble() < 0.05 ? 900 : 30));
            passed += result instanceof Within ? 1 : 0;
            failed += result instanceof Exceeded ? 1 : 0;
        }
        assertThat(passed).isBetween(0, 8);
        assertThat(failed).isBetween(0, 8);
    }

    private static Result sequential(Series series) {
        return new SequentialTest(RULE, P95, 1).conclude(series);
    }

    private static Result once(Series series) {
        return new Look(ONCE, P95, 1).atTheEnd(series, 0);
    }

    private static Weight weight(Result result) {
        Optional<Weight> weight = result instanceof Within within
                ? within.weight()
                : result instanceof Exceeded exceeded ? exceeded.weight() : ((Undecided) result).weight();
        return weight.orElseThrow();
    }

    private static Why why(Result result) {
        assertThat(result).isInstanceOf(Undecided.class);
        return ((Undecided) result).why();
    }
}
