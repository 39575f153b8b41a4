package dev.releasegate.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.releasegate.budget.Budgets;
import dev.releasegate.budget.Limit;
import dev.releasegate.budget.Metric;
import dev.releasegate.budget.StepBudget;
import dev.releasegate.record.Circumstances;
import dev.releasegate.record.Control;
import dev.releasegate.record.Outcome;
import dev.releasegate.record.Phase;
import dev.releasegate.record.Step;
import dev.releasegate.summary.SampleLog;
import dev.releasegate.summary.StepSummary;
import dev.releasegate.verdict.BudgetFinding.Exceeded;
import dev.releasegate.verdict.BudgetFinding.Result;
import dev.releasegate.verdict.BudgetFinding.TooFewSamples;
import dev.releasegate.verdict.BudgetFinding.Undecided;
import dev.releasegate.verdict.BudgetFinding.Within;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JudgeTest {
    private static final String RESOLVE = "resolve";
    private static final Judge JUDGE = new Judge(new Rule.Once(SequentialRule.DEFAULT));

    static Stream<Arguments> samples_and_limits() {
        return Stream.of(
                arguments("the limit itself", log(109, 150), Metric.P95, 150, new Within(150)),
                arguments("a little more, not rounded", log(50, 150.004), Metric.P95, 150, new Exceeded(150.004)),
                arguments(
                        "the least more there is",
                        log(50, Math.nextUp(150.0)),
                        Metric.P95,
                        150,
                        new Exceeded(Math.nextUp(150.0))),
                arguments("2 slow of 300", log(298, 10).ok(2, RESOLVE, 500), Metric.P95, 300, new Within(10)),
                arguments("mean of half the limit", log(300, 10), Metric.AVG, 20, new Within(10)),
                arguments("mean of three times the limit", log(60, 900), Metric.AVG, 300, new Exceeded(900)),
                arguments("108, one too few", log(108, 10), Metric.P95, 300, open(10, Why.NOT_ENOUGH_EVIDENCE)),
                arguments("50 that would pass", log(50, 10), Metric.P95, 300, open(10, Why.NOT_ENOUGH_EVIDENCE)),
                arguments("49 that would pass", log(49, 10), Metric.P95, 300, few(10)),
                arguments("49 that would fail", log(49, 900), Metric.P95, 300, few(900)),
                arguments("49 that would fail in the mean", log(49, 900), Metric.AVG, 300, few(900)),
                arguments("no sample at all", new SampleLog(), Metric.P95, 300, noneSoFar()),
                arguments("no success among 60", failed(60), Metric.P95, 300, new Exceeded(Double.POSITIVE_INFINITY)),
                arguments("no success among 60, mean", failed(60), Metric.AVG, 300, new Exceeded(6000)),
                arguments(
                        "2 failed of 300",
                        log(298, 10).failed(2, RESOLVE, "not_found"),
                        Metric.P95,
                        300,
                        new Within(10)),
                arguments("no success, maximum", failed(60), Metric.MAX, 300, new Exceeded(Double.POSITIVE_INFINITY)),
                arguments("unknowns are no evidence", log(49, 10).unknown(9, RESOLVE), Metric.P95, 300, few(10)),
                arguments("maximum held by 50", log(50, 300), Metric.MAX, 300, new Within(300)),
                arguments("maximum held by 49", log(49, 300), Metric.MAX, 300, few(300)),
                arguments("maximum broken by 1 of 1", log(1, 300.1), Metric.MAX, 300, new Exceeded(300.1)),
                arguments("no error among 50", log(50, 1), Metric.ERROR_RATE, 0, new Within(0)),
                arguments("no error among 49", log(49, 1), Metric.ERROR_RATE, 0, few(0)),
                arguments("no error among none", new SampleLog(), Metric.ERROR_RATE, 0, noneSoFar()),
                arguments("1 error among 1", failed(1), Metric.ERROR_RATE, 0, new Exceeded(1)),
                arguments(
                        "1 error among 4",
                        log(3, 1).failed(1, RESOLVE, "not_found"),
                        Metric.ERROR_RATE,
                        0,
                        new Exceeded(0.25)),
                arguments(
                        "1% allowed, 1 error among 4",
                        log(3, 1).failed(1, RESOLVE, "not_found"), Metric.ERROR_RATE, 0.01, few(0.25)),
                arguments("1% allowed, no error among 49", log(49, 1), Metric.ERROR_RATE, 0.01, few(0)),
                arguments(
                        "1% allowed, 1 error among 2000",
                        log(1999, 1).failed(1, RESOLVE, "not_found"), Metric.ERROR_RATE, 0.01, new Within(0.0005)),
                arguments("1% allowed, 60 errors among 60", failed(60), Metric.ERROR_RATE, 0.01, new Exceeded(1)),
                arguments(
                        "1 unknown among 1",
                        new SampleLog().unknown(1, RESOLVE),
                        Metric.UNKNOWN_RATE,
                        0,
                        new Exceeded(1)),
                arguments(
                        "1 unknown among 64",
                        log(63, 1).unknown(1, RESOLVE),
                        Metric.UNKNOWN_RATE,
                        0,
                        new Exceeded(1.0 / 64)),
                arguments(
                        "2% may be unknown, 1 of 1000",
                        log(999, 1).unknown(1, RESOLVE), Metric.UNKNOWN_RATE, 0.02, new Within(0.001)),
                arguments(
                        "all may be unknown and are",
                        new SampleLog().unknown(99, RESOLVE),
                        Metric.UNKNOWN_RATE,
                        1,
                        few(1)));
    }

    @ParameterizedTest(name = "{0}: {2} limited to {3} is {4}")
    @MethodSource("samples_and_limits")
    void a_limit_holds_is_broken_or_stays_open(String what, SampleLog log, Metric metric, double most, Result result) {
        Limit limit = new Limit(metric, most);
        BudgetFinding finding = JUDGE.judge(log.of(RESOLVE), limit);
        assertThat(bare(finding.result())).isEqualTo(result);
        assertThat(finding.limit()).isEqualTo(limit);
        assertThat(finding.verdict()).isEqualTo(result.verdict());
    }

    @Test
    void each_result_has_its_verdict() {
        assertThat(new Within(1).verdict()).isEqualTo(Verdict.PASS);
        assertThat(new Exceeded(1).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(few(1).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    /** Every latency limit in its turn: with fewer samples than asked for, none of them passes. */
    @ParameterizedTest(name = "{0}")
    @EnumSource(Metric.class)
    void no_metric_passes_on_too_few_samples(Metric metric) {
        Random random = new Random(49);
        for (int known = 0; known < 50; known++) {
            SampleLog log = new SampleLog();
            random.doubles(known, 0, 2).forEach(ms -> log.ok(RESOLVE, ms));
            assertThat(JUDGE.judge(log.of(RESOLVE), new Limit(metric, 1)).verdict())
                    .as("%s of %d samples", metric, known)
                    .isNotEqualTo(Verdict.PASS);
        }
    }

    @Test
    void a_step_without_a_budget_is_still_judged_on_errors_and_unknowns() {
        SampleLog log = log(120, 1)
                .ok(50, "new", 9999)
                .failed(1, "broken", "internal_error")
                .unknown(1, "mute");
        Judgement judgement = JUDGE.judge(log.summary(), budget(RESOLVE), List.of());
        assertThat(judgement.findings())
                .extracting(finding -> finding.verdict() + " " + words(finding))
                .containsExactly(
                        "FAIL broken errorRate",
                        "FAIL mute unknownRate",
                        "PASS resolve p95",
                        "PASS resolve errorRate",
                        "PASS resolve unknownRate");
    }

    @Test
    void an_error_that_is_tolerated_never_makes_a_percentile_better() {
        StepSummary oneSuccess = log(1, 5).failed(49, "resolve", "not_found").of("resolve");
        assertThat(JUDGE.judge(oneSuccess, new Limit(Metric.P95, 300)).verdict())
                .isEqualTo(Verdict.FAIL);
        assertThat(JUDGE.judge(oneSuccess, new Limit(Metric.ERROR_RATE, 1)).verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void without_any_sample_the_reason_for_it_is_the_whole_judgement() {
        EvidenceFinding empty = EvidenceFinding.inconclusive(EvidenceFinding.Kind.EMPTY_LOG, "perf.jsonl is empty");
        Judgement judgement = JUDGE.judge(new SampleLog().summary(), budget(RESOLVE), List.of(empty));
        assertThat(judgement.findings()).containsExactly(empty);
    }

    @Test
    void a_step_with_a_budget_that_nobody_measured_is_inconclusive() {
        Judgement judgement = JUDGE.judge(log(120, 1).summary(), budget(RESOLVE, "health"), List.of());
        assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judgement.findings())
                .filteredOn(finding -> finding.verdict() == Verdict.INCONCLUSIVE)
                .extracting(JudgeTest::words)
                .containsExactly("health p95", "health errorRate", "health unknownRate");
    }

    @Test
    void a_step_of_the_same_name_of_another_tool_is_another_step() {
        Budgets other = new Budgets(
                "pom.xml", List.of(new StepBudget(new Step("a2a", RESOLVE), List.of(new Limit(Metric.P95, 300)))));
        assertThat(JUDGE.judge(log(120, 1).summary(), other, List.of()).verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void a_fault_of_the_evidence_keeps_good_samples_from_passing() {
        EvidenceFinding torn = EvidenceFinding.inconclusive(EvidenceFinding.Kind.TORN_LOG, "torn");
        assertThat(JUDGE.judge(log(120, 1).summary(), budget(RESOLVE), List.of())
                        .verdict())
                .isEqualTo(Verdict.PASS);
        Judgement judgement = JUDGE.judge(log(120, 1).summary(), budget(RESOLVE), List.of(torn));
        assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judgement.findings()).first().isEqualTo(torn);
    }

    @Test
    void a_broken_limit_weighs_more_than_a_fault_of_the_evidence() {
        EvidenceFinding torn = EvidenceFinding.inconclusive(EvidenceFinding.Kind.TORN_LOG, "torn");
        Judgement judgement = JUDGE.judge(log(50, 900).summary(), budget(RESOLVE), List.of(torn));
        assertThat(judgement.findings())
                .extracting(Finding::verdict)
                .containsExactly(Verdict.FAIL, Verdict.INCONCLUSIVE, Verdict.PASS, Verdict.PASS);
    }

    @Test
    void the_same_samples_and_budgets_give_the_same_judgement() {
        SampleLog log = log(50, 1).failed(1, "broken", "internal_error");
        assertThat(JUDGE.judge(log.summary(), budget(RESOLVE), List.of()).findings())
                .hasToString(JUDGE.judge(log.summary(), budget(RESOLVE), List.of())
                        .findings()
                        .toString());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {0, -1})
    void a_judge_wants_at_least_one_sample(int minSamples) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Rule.Plain(minSamples))
                .withMessage("minSamples must be at least 1, but is " + minSamples);
    }

    private static SampleLog log(int times, double ms) {
        return new SampleLog().ok(times, RESOLVE, ms);
    }

    /** 200 samples, of which 6 are slow: at most 10 % are proven to be, but not at most 5 %. */
    private static SampleLog close() {
        SampleLog log = new SampleLog();
        for (int i = 0; i < 200; i++) {
            log.ok(RESOLVE, Samples.spread(200, 6).applyAsDouble(i));
        }
        return log;
    }

    private static SampleLog failed(int times) {
        return new SampleLog().failed(times, RESOLVE, "connection_refused");
    }

    private static Undecided open(double measured, Why why) {
        return new Undecided(measured, Optional.empty(), why);
    }

    /** A result without the evidence, which has tests of its own. */
    private static Result bare(Result result) {
        if (result instanceof Within within) {
            return new Within(within.measured());
        }
        if (result instanceof Exceeded exceeded) {
            return new Exceeded(exceeded.measured());
        }
        return result instanceof Undecided undecided ? open(undecided.measured(), undecided.why()) : result;
    }

    private static TooFewSamples few(double soFar) {
        return new TooFewSamples(50, OptionalDouble.of(soFar));
    }

    private static TooFewSamples noneSoFar() {
        return new TooFewSamples(50, OptionalDouble.empty());
    }

    /** p95 of each step limited to 300 ms. */
    private static Budgets budget(String... steps) {
        return new Budgets(
                "pom.xml",
                Stream.of(steps)
                        .map(step -> new StepBudget(new Step("registry", step), List.of(new Limit(Metric.P95, 300))))
                        .toList());
    }

    private static String words(Finding finding) {
        return finding instanceof BudgetFinding limit
                ? limit.samples().step().name() + " " + limit.limit().metric().label()
                : finding.toString();
    }

    /** With 3 limits to wager on a FAIL needs 300 : 1, with one 100 : 1; 14 slow of 100 are 121 : 1. */
    @Test
    void limits_share_the_chance_of_a_wrong_fail() {
        SampleLog log = new SampleLog();
        for (int i = 0; i < 100; i++) {
            log.ok(RESOLVE, i % 7 == 6 ? 900 : 1);
        }
        assertThat(JUDGE.judge(log.summary(), budget(RESOLVE), List.of()).verdict())
                .isEqualTo(Verdict.FAIL);
        assertThat(JUDGE.judge(log.summary(), budget(RESOLVE, "health", "get"), List.of())
                        .verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void a_maximum_that_only_a_stuck_machine_exceeded_is_open() {
        assertThat(bare(JUDGE.judge(stuck(60, 100), new Limit(Metric.MAX, 300)).result()))
                .isEqualTo(open(900, Why.MACHINE_TOO_NOISY));
        assertThat(bare(JUDGE.judge(stuck(60, 75), new Limit(Metric.MAX, 300)).result()))
                .isEqualTo(new Exceeded(900));
    }

    @Test
    void what_is_too_close_is_told_from_what_is_open_for_another_reason() {
        Judgement close = JUDGE.judge(close().summary(), budget(RESOLVE), List.of());
        assertThat(close.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(close.onlyTooClose()).isTrue();
        assertThat(JUDGE.judge(log(50, 1).summary(), budget(RESOLVE), List.of()).onlyTooClose())
                .isFalse();
        assertThat(JUDGE.judge(log(120, 1).summary(), budget(RESOLVE), List.of())
                        .onlyTooClose())
                .isFalse();
        EvidenceFinding torn = EvidenceFinding.inconclusive(EvidenceFinding.Kind.TORN_LOG, "torn");
        assertThat(JUDGE.judge(close().summary(), budget(RESOLVE), List.of(torn))
                        .onlyTooClose())
                .isFalse();
        assertThat(new Judgement(List.of()).onlyTooClose()).isFalse();
    }

    /** Type 7, of the successes: of 47 times 10 and 3 times 500 it lies at 46.55, which is 0.45 * 10 + 0.55 * 500. */
    @Test
    void the_plain_rule_judges_by_an_interpolated_percentile_of_the_successes() {
        Judge plain = new Judge(new Rule.Plain(50));
        SampleLog log = log(47, 10).ok(3, RESOLVE, 500);
        assertThat(plain.judge(log.of(RESOLVE), new Limit(Metric.P95, 279.5)).result())
                .isEqualTo(new Within(279.5));
        assertThat(plain.judge(log.of(RESOLVE), new Limit(Metric.P95, 279)).verdict())
                .isEqualTo(Verdict.FAIL);
        StepSummary failing = log(50, 10).failed(40, RESOLVE, "not_found").of(RESOLVE);
        assertThat(plain.judge(failing, new Limit(Metric.P95, 300)).result()).isEqualTo(new Within(10));
        assertThat(plain.judge(failing, new Limit(Metric.ERROR_RATE, 0.5)).result())
                .isEqualTo(new Within(40.0 / 90));
        assertThat(plain.judge(log(49, 10).of(RESOLVE), new Limit(Metric.P95, 300))
                        .result())
                .isEqualTo(few(10));
    }

    /** A tenth of the samples is slow, 900 ms each, and the machine was stuck for that long at every one. */
    private static StepSummary stuck(int samples, double stuckMs) {
        SampleLog log = new SampleLog();
        for (int i = 0; i < samples; i++) {
            log.add(
                    new Step("registry", RESOLVE),
                    i % 10 == 0 ? 900 : 1,
                    Outcome.SUCCESS,
                    new Circumstances(Phase.MEASURED, Optional.empty(), Optional.of(new Control.Took(stuckMs))));
        }
        return log.of(RESOLVE);
    }
}
