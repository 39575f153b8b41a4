package dev.releasegate.budget;

import dev.releasegate.record.Step;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What one step is allowed.
 *
 * @param step the tool and the step
 * @param limits at most one for each metric; an error rate and an unknown rate are always among them, 0 unless said
 *     otherwise, because an error or an unknown that nobody allowed is not tolerated
 */
public record StepBudget(Step step, List<Limit> limits) {
    /** @throws IllegalArgumentException if a metric is limited twice */
    public StepBudget {
        Set<Metric> seen = EnumSet.noneOf(Metric.class);
        for (Limit limit : limits) {
            if (!seen.add(limit.metric())) {
                throw new IllegalArgumentException(limit.metric().label() + " is limited twice");
            }
        }
        List<Limit> complete = new ArrayList<>(limits);
        for (Metric metric : List.of(Metric.ERROR_RATE, Metric.UNKNOWN_RATE)) {
            if (seen.add(metric)) {
                complete.add(new Limit(metric, 0));
            }
        }
        limits = List.copyOf(complete);
    }

    /** What a step is allowed that has no budget of its own: no error and no unknown. */
    public static StepBudget none(Step step) {
        return new StepBudget(step, List.of());
    }
}
