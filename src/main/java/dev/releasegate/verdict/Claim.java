package dev.releasegate.verdict;

import dev.releasegate.budget.Budgets;
import dev.releasegate.budget.Limit;
import dev.releasegate.summary.Percentile;
import dev.releasegate.summary.Series;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/**
 * What a limit says of every sample: how bad it is, from 0 to 1, and how bad samples may be on average. On this a
 * {@link Wager} can be made. What is in doubt helps neither side: a doubtful sample counts as bad where we try to pass, and
 * as good where we try to fail.
 */
public sealed interface Claim permits Slower, Mean, Share {
    /** A slow sample is doubtful if the machine was stuck for more than this part of the limit. */
    double DISTURBED = 0.25;

    /** How bad samples may be on average, more than 0 and less than 1. */
    double allowed();

    /** The mean that makes a limit that is not decided too close to call if it is proven; less than 1. */
    double nearly();

    /** How bad the i-th sample is, 0 to 1, whatever the machine was doing; 0 if nobody knows how it ended. */
    double bad(Series series, int i);

    /** Whether the machine was stuck for so long that the i-th sample says little, would it be bad. */
    boolean isDisturbed(Series series, int i);

    /** Whether an unknown sample could have been a bad one. */
    boolean unknownIsDoubt();

    /** Whether it is about latencies, which a service that warms up makes shorter. */
    boolean isAboutLatency();

    /** How much the bad samples among the first so many hang together. */
    default Clumping clumping(Series series, int samples) {
        return clumping(samples, i -> bad(series, i));
    }

    /**
     * How much so many numbers hang together that say how bad samples are.
     *
     * @param bad how bad the i-th is, counted from 0
     */
    default Clumping clumping(int samples, IntToDoubleFunction bad) {
        return Clumping.ofNumbers(samples, bad);
    }

    /** The point estimate of the first so many samples, in the unit of the limit. At least one of them is known. */
    double measured(Series series, int samples);

    /** The most that may be measured, in the unit of the limit. */
    double most();

    /** The bounds that the evidence leaves for what is limited, in its unit. */
    Bounds bounds(Series series, Proof proof, double barToPass, double barToFail);

    /** How bad the i-th sample counts where we try to pass. */
    default double badToPass(Series series, int i) {
        return unknownIsDoubt() && !series.isKnown(i) ? 1 : bad(series, i);
    }

    /** How bad the i-th sample counts where we try to fail. */
    default double badToFail(Series series, int i) {
        return isDisturbed(series, i) ? 0 : bad(series, i);
    }

    /** Twice as many bad samples as are allowed; where that would be all of them, a quarter of those that are not. */
    static double twice(double allowed) {
        return 2 * allowed < 1 ? 2 * allowed : allowed + (1 - allowed) / 4;
    }

    /** The claim of a limit, or empty if one sample decides about it and there is nothing to wager. */
    static Optional<Claim> of(Limit limit) {
        double most = limit.most();
        return switch (limit.metric()) {
            case P5, P50, P75, P90, P95, P99 ->
                Optional.of(new Slower(new Percentile(limit.metric().percent()), most));
            case AVG -> Optional.of(new Mean(most));
            case ERROR_RATE -> most > 0 && most < 1 ? Optional.of(new Failing(most)) : Optional.empty();
            case UNKNOWN_RATE -> most > 0 && most < 1 ? Optional.of(new Unknown(most)) : Optional.empty();
            case MAX -> Optional.empty();
        };
    }

    /** How many limits of these budgets are decided by a wager. The chance of a wrong FAIL is shared among them. */
    static int count(Budgets budgets) {
        return Math.toIntExact(budgets.steps().stream()
                .flatMap(step -> step.limits().stream())
                .filter(limit -> of(limit).isPresent())
                .count());
    }
}
