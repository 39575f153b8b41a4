package dev.releasegate.summary;

import dev.releasegate.record.ErrorReason;
import dev.releasegate.record.Step;
import java.util.Map;

/**
 * What was measured of one step.
 *
 * @param step the tool and the step
 * @param counts how its samples ended
 * @param latencies the latencies of its successes, in the order of the log
 * @param reasons how often each error reason occurred; their sum is the number of errors
 * @param series all of its samples, whatever became of them, in the order of time
 */
public record StepSummary(
        Step step, Counts counts, Latencies latencies, Map<ErrorReason, Long> reasons, Series series) {
    private static final Percentile P5 = new Percentile(5);
    private static final Percentile P50 = new Percentile(50);
    private static final Percentile P95 = new Percentile(95);

    /** @throws IllegalArgumentException if the numbers contradict each other, which no log can make them do */
    public StepSummary {
        reasons = Map.copyOf(reasons);
        require(latencies.size() == counts.success(), "there must be one latency for each success");
        require(
                reasons.values().stream().mapToLong(Long::longValue).sum() == counts.error(),
                "there must be one reason for each error");
        require(series.size() == counts.all(), "every sample must be in the series");
        require(latencies.isEmpty() || isMonotonic(latencies), "p5 <= p50 <= p95 must hold");
    }

    /** The summary of a step that nobody measured. */
    public static StepSummary empty(Step step) {
        return new StepSummary(step, new Counts(0, 0, 0), new Latencies(), Map.of(), new Series());
    }

    private static boolean isMonotonic(Latencies latencies) {
        double p50 = latencies.at(P50);
        return latencies.at(P5) <= p50 && p50 <= latencies.at(P95);
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new IllegalArgumentException(what);
        }
    }
}
