package dev.releasegate.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.releasegate.budget.Budgets;
import dev.releasegate.budget.Limit;
import dev.releasegate.budget.Metric;
import dev.releasegate.budget.StepBudget;
import dev.releasegate.record.Step;
import dev.releasegate.summary.SampleLog;
import dev.releasegate.summary.StepSummary;
import dev.releasegate.verdict.BudgetFinding.Exceeded;
import dev.releasegate.verdict.BudgetFinding.Result;
import dev.releasegate.verdict.BudgetFinding.TooFewSamples;
import dev.releasegate.verdict.BudgetFinding.Within;
import java.util.List;
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
    private static final Judge JUDGE = new Judge(50);

    static Stream<Arguments> samples_and_limits() {
        return Stream.of(
                arguments("the limit itself", log(50, 150), Metric.P95, 150, new Within(150)),
                arguments("a little more, not rounded", log(50, 150.004), Metric.P95, 150, new Exceeded(150.004)),
                arguments(
                        "the least more there is",
                        log(50, Math.nextUp(150.0)),
                        Metric.P95,
                        150,
                        new Exceeded(Math.nextUp(150.0))),
                arguments(
                        "2 slow of 50: p95 is the 48th",
                        log(48, 10).ok(2, RESOLVE, 500),
                        Metric.P95,
                        300,
                        new Within(10)),
                arguments("3 slow of 50", log(47, 10).ok(3, RESOLVE, 500), Metric.P95, 300, new Exceeded(500)),
                arguments("1 slow of 50, mean", log(49, 10).ok(1, RESOLVE, 510), Metric.AVG, 20, new Within(20)),
                arguments("1 slower of 50, mean", log(49, 10).ok(1, RESOLVE, 560), Metric.AVG, 20, new Exceeded(21)),
                arguments("half of them slow", log(25, 10).ok(25, RESOLVE, 20), Metric.P50, 10, new Within(10)),
                arguments("49 that would pass", log(49, 10), Metric.P95, 300, few(10)),
                arguments("49 that would fail", log(49, 900), Metric.P95, 300, few(900)),
                arguments("49 that would fail in the mean", log(49, 900), Metric.AVG, 300, few(900)),
                arguments("no sample at all", new SampleLog(), Metric.P95, 300, noneSoFar()),
                arguments("no success among 60", failed(60), Metric.P95, 300, new Exceeded(Double.POSITIVE_INFINITY)),
                arguments("no success among 60, mean", failed(60), Metric.AVG, 300, noneSoFar()),
                arguments(
                        "2 failed of 50: p95 is the 48th",
                        log(48, 10).failed(2, RESOLVE, "not_found"),
                        Metric.P95,
                        300,
                        new Within(10)),
                arguments(
                        "3 failed of 50: p95 is a failed one",
                        log(47, 10).failed(3, RESOLVE, "not_found"),
                        Metric.P95,
                        300,
                        new Exceeded(Double.POSITIVE_INFINITY)),
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
                        "1% allowed, 1 error among 100",
                        log(99, 1).failed(1, RESOLVE, "not_found"), Metric.ERROR_RATE, 0.01, new Within(0.01)),
                arguments(
                        "1% allowed, 2 errors among 100",
                        log(98, 1).failed(2, RESOLVE, "not_found"), Metric.ERROR_RATE, 0.01, new Exceeded(0.02)),
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
                        "2% may be unknown, 1 of 64",
                        log(63, 1).unknown(1, RESOLVE), Metric.UNKNOWN_RATE, 0.02, new Within(1.0 / 64)),
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
        assertThat(finding.result()).isEqualTo(result);
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
        SampleLog log = log(50, 1)
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
        Judgement judgement = JUDGE.judge(log(50, 1).summary(), budget(RESOLVE, "health"), List.of());
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
        assertThat(JUDGE.judge(log(50, 1).summary(), other, List.of()).verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void a_fault_of_the_evidence_keeps_good_samples_from_passing() {
        EvidenceFinding torn = EvidenceFinding.inconclusive(EvidenceFinding.Kind.TORN_LOG, "torn");
        assertThat(JUDGE.judge(log(50, 1).summary(), budget(RESOLVE), List.of()).verdict())
                .isEqualTo(Verdict.PASS);
        Judgement judgement = JUDGE.judge(log(50, 1).summary(), budget(RESOLVE), List.of(torn));
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
    @ValueSource(longs = {0, -1})
    void a_judge_wants_at_least_one_sample(long minSamples) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Judge(minSamples))
                .withMessage("minSamples must be at least 1, but is " + minSamples);
    }

    private static SampleLog log(int times, double ms) {
        return new SampleLog().ok(times, RESOLVE, ms);
    }

    private static SampleLog failed(int times) {
        return new SampleLog().failed(times, RESOLVE, "connection_refused");
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
}
