package dev.releasegate.verdict;

import dev.releasegate.budget.Limit;
import dev.releasegate.summary.StepSummary;
import java.util.Optional;
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

        /** Whether it took all samples there are, and more could have changed it. */
        default boolean isOpen() {
            return weight().map(Weight::atTheEnd).orElse(false);
        }

        /** The evidence, or empty if the limit is not one to wager on or there are too few samples. */
        default Optional<Weight> weight() {
            return Optional.empty();
        }
    }

    /**
     * The limit holds.
     *
     * @param measured in the unit of the limit, not rounded, of the samples that decided; never more than the limit
     * @param weight the evidence, or empty if the limit is not one to wager on
     */
    public record Within(double measured, Optional<Weight> weight) implements Result {
        /** Decided without a wager. */
        public Within(double measured) {
            this(measured, Optional.empty());
        }

        @Override
        public Verdict verdict() {
            return Verdict.PASS;
        }
    }

    /**
     * The limit is broken.
     *
     * @param measured in the unit of the limit, not rounded, of the samples that decided; always more than the limit, and
     *     infinite where it is a failed request
     * @param weight the evidence, or empty if the limit is not one to wager on
     */
    public record Exceeded(double measured, Optional<Weight> weight) implements Result {
        /** Decided without a wager. */
        public Exceeded(double measured) {
            this(measured, Optional.empty());
        }

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
        public boolean isOpen() {
            return true;
        }

        @Override
        public Verdict verdict() {
            return Verdict.INCONCLUSIVE;
        }
    }

    /**
     * There are enough samples, and they do not decide.
     *
     * @param measured in the unit of the limit, not rounded, of all samples; infinite where it is a failed request
     * @param weight the evidence, or empty if the limit is not one to wager on
     * @param why what keeps them from deciding
     */
    public record Undecided(double measured, Optional<Weight> weight, Why why) implements Result {
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
