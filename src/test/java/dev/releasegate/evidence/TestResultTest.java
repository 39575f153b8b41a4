package dev.releasegate.evidence;

import static dev.releasegate.evidence.TestResult.Result.FAILED;
import static dev.releasegate.evidence.TestResult.Result.PASSED;
import static dev.releasegate.evidence.TestResult.Result.WARNED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.releasegate.budget.Limit;
import dev.releasegate.budget.Metric;
import dev.releasegate.record.Step;
import dev.releasegate.summary.StepSummary;
import dev.releasegate.verdict.BudgetFinding;
import dev.releasegate.verdict.EvidenceFinding;
import dev.releasegate.verdict.Finding;
import dev.releasegate.verdict.Judgement;
import dev.releasegate.verdict.Why;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TestResultTest {
    private static final Finding WITHIN = finding(new Limit(Metric.P95, 300), new BudgetFinding.Within(212.5));
    private static final Finding CLOSE =
            finding(new Limit(Metric.AVG, 0.25), new BudgetFinding.Undecided(0.24, Optional.empty(), Why.TOO_CLOSE));
    private static final Finding SHORT =
            finding(new Limit(Metric.MAX, 1e6), new BudgetFinding.Undecided(1, Optional.empty(), Why.TOO_SHORT));
    private static final Finding FEW =
            finding(new Limit(Metric.P99, 1.5), new BudgetFinding.TooFewSamples(50, OptionalDouble.empty()));
    private static final Finding BROKEN = finding(new Limit(Metric.ERROR_RATE, 0.01), new BudgetFinding.Exceeded(0.5));
    private static final Finding TORN =
            EvidenceFinding.inconclusive(EvidenceFinding.Kind.TORN_LOG, "the last line is torn");

    @Test
    void only_a_pass_is_passed() {
        for (boolean goesOn : new boolean[] {true, false}) {
            assertThat(of(goesOn, WITHIN))
                    .isEqualTo(new TestResult(PASSED, List.of("shop/resolve/p95<=300ms"), List.of(), List.of()));
        }
    }

    @Test
    void too_close_is_a_warning_where_the_build_goes_on_and_else_a_failure() {
        List<String> passed = List.of("shop/resolve/p95<=300ms");
        List<String> close = List.of("shop/resolve/avg<=0.25ms");
        assertThat(of(true, CLOSE, WITHIN)).isEqualTo(new TestResult(WARNED, passed, close, List.of()));
        assertThat(of(false, CLOSE, WITHIN)).isEqualTo(new TestResult(FAILED, passed, List.of(), close));
    }

    @Test
    void nothing_else_is_tolerated_and_nothing_too_close_beside_it() {
        for (Finding other : List.of(SHORT, FEW, BROKEN, TORN)) {
            TestResult result = of(true, other, CLOSE, WITHIN);
            assertThat(result.result()).isEqualTo(FAILED);
            assertThat(result.warned()).isEmpty();
            assertThat(result.failed()).hasSize(2).contains("shop/resolve/avg<=0.25ms");
        }
        assertThat(of(true, SHORT, FEW, BROKEN, TORN).failed())
                .containsExactly(
                        "evidence/TORN_LOG",
                        "shop/resolve/errorRate<=0.01",
                        "shop/resolve/max<=1000000ms",
                        "shop/resolve/p99<=1.5ms");
    }

    @Test
    void nothing_found_is_no_pass() {
        assertThat(of(true)).isEqualTo(new TestResult(FAILED, List.of(), List.of(), List.of()));
        assertThat(TestResult.failed("evidence/COULD_NOT_JUDGE").result()).isEqualTo(FAILED);
    }

    @Test
    void a_result_that_is_better_than_its_tests_cannot_be_made() {
        List<String> one = List.of("a");
        List<String> none = List.of();
        assertUntrue(PASSED, none, none, none);
        assertUntrue(PASSED, one, one, none);
        assertUntrue(PASSED, one, none, one);
        assertUntrue(WARNED, one, none, none);
        assertUntrue(WARNED, one, one, one);
    }

    private static void assertUntrue(
            TestResult.Result result, List<String> passed, List<String> warned, List<String> failed) {
        assertThatThrownBy(() -> new TestResult(result, passed, warned, failed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not follow from");
    }

    private static TestResult of(boolean goesOn, Finding... findings) {
        return TestResult.of(new Judgement(List.of(findings)), goesOn);
    }

    private static Finding finding(Limit limit, BudgetFinding.Result result) {
        return new BudgetFinding(StepSummary.empty(new Step("shop", "resolve")), limit, result);
    }
}
