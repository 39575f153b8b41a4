package dev.releasegate.verdict;

import dev.releasegate.budget.Limit;
import dev.releasegate.summary.StepSummary;
import java.util.OptionalDouble;

/**
 * One limit held against the samples of its step.
 *
 * @param samples what was measured of the step
 * @param limit what it was held against
 * @param result what came out
 */
public record BudgetFinding(StepSummary samples, Limit limit, Result result) implements Finding {
    /** What came out when a limit was held against samples. */
    public sealed interface Result {
        Verdict verdict();
    }

    /**
     * The limit holds.
     *
     * @param measured in the unit of the limit, as measured and not rounded
     */
    public record Within(double measured) implements Result {
        @Override
        public Verdict verdict() {
            return Verdict.PASS;
        }
    }

    /**
     * The limit is broken.
     *
     * @param measured in the unit of the limit, as measured and not rounded; infinite where it is a failed request
     */
    public record Exceeded(double measured) implements Result {
        @Override
        public Verdict verdict() {
            return Verdict.FAIL;
        }
    }

    /**
     * There are fewer samples than a verdict needs.
     *
     * @param needed how many samples with a known outcome a verdict needs
     * @param soFar what the few say, or empty if they say nothing
     */
    public record TooFewSamples(long needed, OptionalDouble soFar) implements Result {
        @Override
        public Verdict verdict() {
            return Verdict.INCONCLUSIVE;
        }
    }

    @Override
    public Verdict verdict() {
        return result.verdict();
    }
}
