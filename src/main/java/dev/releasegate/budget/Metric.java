package dev.releasegate.budget;

import dev.releasegate.summary.Counts;
import dev.releasegate.summary.Percentile;
import dev.releasegate.summary.StepSummary;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What can be limited for a step: a latency of its successes, or a share of its samples. */
public enum Metric {
    AVG("avg", Unit.MILLISECONDS, 0),
    P5("p5", Unit.MILLISECONDS, 5),
    P50("p50", Unit.MILLISECONDS, 50),
    P75("p75", Unit.MILLISECONDS, 75),
    P90("p90", Unit.MILLISECONDS, 90),
    P95("p95", Unit.MILLISECONDS, 95),
    P99("p99", Unit.MILLISECONDS, 99),
    MAX("max", Unit.MILLISECONDS, 100),
    ERROR_RATE("errorRate", Unit.SHARE, 0),
    UNKNOWN_RATE("unknownRate", Unit.SHARE, 0);

    /** What the number of a limit counts. */
    public enum Unit {
        /** Milliseconds, 0 or more. */
        MILLISECONDS,
        /** A part of all samples, 0 to 1. */
        SHARE
    }

    private final String label;
    private final Unit unit;
    private final int percent;

    Metric(String label, Unit unit, int percent) {
        this.label = label;
        this.unit = unit;
        this.percent = percent;
    }

    /** The name in files, in the POM and in reports, such as {@code p95}. */
    public String label() {
        return label;
    }

    public Unit unit() {
        return unit;
    }

    /** The percent of a percentile, 5 to 99, or 100 for the maximum; 0 for what is none. */
    public int percent() {
        return percent;
    }

    /**
     * The point estimate of this metric, in its unit. A failed request counts as slower than every answer, because no
     * caller was served by it: breaking a request never makes a percentile better. The average is of the successes.
     *
     * @return empty if no sample says anything about it; infinite if the percentile falls among the failed requests
     */
    public OptionalDouble of(StepSummary step) {
        return switch (this) {
            case AVG ->
                step.latencies().isEmpty()
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(step.latencies().mean());
            case ERROR_RATE -> share(step.counts(), step.counts().errorRate());
            case UNKNOWN_RATE -> share(step.counts(), step.counts().unknownRate());
            case P5, P50, P75, P90, P95, P99, MAX -> ranked(step, new Percentile(percent));
        };
    }

    private static OptionalDouble share(Counts counts, double share) {
        return counts.all() == 0 ? OptionalDouble.empty() : OptionalDouble.of(share);
    }

    private static OptionalDouble ranked(StepSummary step, Percentile percentile) {
        long known = step.counts().known();
        if (known == 0) {
            return OptionalDouble.empty();
        }
        int rank = percentile.rank(Math.toIntExact(known));
        return OptionalDouble.of(
                rank > step.latencies().size()
                        ? Double.POSITIVE_INFINITY
                        : step.latencies().ranked(rank));
    }

    /** The metric of that name. */
    public static Optional<Metric> named(String label) {
        return Arrays.stream(values())
                .filter(metric -> metric.label.equals(label))
                .findFirst();
    }

    /** The names of all metrics. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(Metric::label).toList();
    }
}
