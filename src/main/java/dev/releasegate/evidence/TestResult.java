package dev.releasegate.evidence;

import dev.releasegate.budget.Limit;
import dev.releasegate.budget.Metric;
import dev.releasegate.record.Decimal;
import dev.releasegate.verdict.BudgetFinding;
import dev.releasegate.verdict.EvidenceFinding;
import dev.releasegate.verdict.Finding;
import dev.releasegate.verdict.Judgement;
import dev.releasegate.verdict.Verdict;
import java.util.List;
import java.util.stream.Stream;

/**
 * A verdict in the words of in-toto's test-result. Each limit is a test, named as {@code shop/resolve/p95<=300ms}, and so is
 * each fault of the evidence, as {@code evidence/TORN_LOG}.
 *
 * @param passed the limits that hold
 * @param warned the limits that are too close to call, where that is tolerated
 * @param failed everything else
 */
public record TestResult(Result result, List<String> passed, List<String> warned, List<String> failed) {
    /** What may be said of a release. */
    public enum Result {
        PASSED,
        WARNED,
        FAILED
    }

    /** @throws IllegalArgumentException if the result is better than the tests, or there is none that passed */
    public TestResult {
        passed = sorted(passed);
        warned = sorted(warned);
        failed = sorted(failed);
        boolean isTrue = switch (result) {
            case PASSED -> !passed.isEmpty() && warned.isEmpty() && failed.isEmpty();
            case WARNED -> !warned.isEmpty() && failed.isEmpty();
            case FAILED -> true;
        };
        if (!isTrue) {
            throw new IllegalArgumentException("the result " + result + " does not follow from " + passed.size()
                    + " passed, " + warned.size() + " warned and " + failed.size() + " failed tests");
        }
    }

    private static List<String> sorted(List<String> names) {
        return names.stream().sorted().toList();
    }

    /**
     * What came out of a judgement.
     *
     * @param goesOnIfTooClose whether the build goes on where nothing is broken, and what is undecided is too close to call
     */
    public static TestResult of(Judgement judgement, boolean goesOnIfTooClose) {
        boolean isTolerated = goesOnIfTooClose && judgement.onlyTooClose();
        List<String> passed = names(judgement, Verdict.PASS).toList();
        List<String> undecided = names(judgement, Verdict.INCONCLUSIVE).toList();
        if (isTolerated) {
            return new TestResult(Result.WARNED, passed, undecided, List.of());
        }
        List<String> failed = Stream.concat(undecided.stream(), names(judgement, Verdict.FAIL))
                .toList();
        Result result = judgement.verdict() == Verdict.PASS ? Result.PASSED : Result.FAILED;
        return new TestResult(result, passed, List.of(), failed);
    }

    /**
     * Nothing was judged, which is no pass.
     *
     * @param test what was not to be had, such as {@code evidence/COULD_NOT_JUDGE}
     */
    public static TestResult failed(String test) {
        return new TestResult(Result.FAILED, List.of(), List.of(), List.of(test));
    }

    private static Stream<String> names(Judgement judgement, Verdict verdict) {
        return judgement.findings().stream()
                .filter(finding -> finding.verdict() == verdict)
                .map(TestResult::name);
    }

    private static String name(Finding finding) {
        if (finding instanceof EvidenceFinding evidence) {
            return "evidence/" + evidence.kind().name();
        }
        BudgetFinding limit = (BudgetFinding) finding;
        return limit.samples().step().tool() + "/" + limit.samples().step().name() + "/" + words(limit.limit());
    }

    private static String words(Limit limit) {
        String unit = limit.metric().unit() == Metric.Unit.MILLISECONDS ? "ms" : "";
        return limit.metric().label() + "<="
                + Decimal.of(limit.most()).stripTrailingZeros().toPlainString() + unit;
    }
}
