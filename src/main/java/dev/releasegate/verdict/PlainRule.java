package dev.releasegate.verdict;

import dev.releasegate.budget.Limit;
import dev.releasegate.budget.Metric;
import dev.releasegate.summary.Percentile;
import dev.releasegate.summary.StepSummary;
import dev.releasegate.verdict.BudgetFinding.Exceeded;
import dev.releasegate.verdict.BudgetFinding.Result;
import dev.releasegate.verdict.BudgetFinding.TooFewSamples;
import dev.releasegate.verdict.BudgetFinding.Within;
import java.util.OptionalDouble;

/**
 * The predecessor's rule: the point estimate held against the limit, not rounded. A percentile is of the successes alone,
 * and interpolated between two of them (Hyndman and Fan 1996, definition 7): at the index p/100 · (n − 1), counted from 0.
 * The p95 of 50 samples lies at 46.55, which is 45 % of the 47th and 55 % of the 48th of them in order of size.
 */
final class PlainRule {
    private PlainRule() {}

    static Result judge(StepSummary samples, Limit limit, int minSamples) {
        OptionalDouble measured = measured(samples, limit.metric());
        boolean broken = measured.isPresent() && measured.getAsDouble() > limit.most();
        if (broken && (limit.metric() == Metric.MAX || limit.most() == 0)) {
            return new Exceeded(measured.getAsDouble());
        }
        if (measured.isEmpty() || samples.counts().known() < minSamples) {
            return new TooFewSamples(minSamples, measured);
        }
        return broken ? new Exceeded(measured.getAsDouble()) : new Within(measured.getAsDouble());
    }

    private static OptionalDouble measured(StepSummary samples, Metric metric) {
        return switch (metric) {
            case P5, P50, P75, P90, P95, P99 ->
                samples.latencies().isEmpty()
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(interpolated(samples, new Percentile(metric.percent())));
            case AVG, MAX, ERROR_RATE, UNKNOWN_RATE -> metric.of(samples);
        };
    }

    private static double interpolated(StepSummary samples, Percentile percentile) {
        int n = samples.latencies().size();
        long hundredths = (long) percentile.percent() * (n - 1);
        int below = (int) (hundredths / 100);
        double weight = hundredths % 100 / 100.0;
        double low = samples.latencies().ranked(below + 1);
        double high = samples.latencies().ranked(Math.min(n, below + 2));
        return low * (1 - weight) + high * weight;
    }
}
