package dev.releasegate.budget;

import dev.releasegate.summary.Percentile;
import dev.releasegate.summary.StepSummary;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What can be limited for a step: a latency of its successes, or a share of its samples. */
public enum Metric {
    AVG("avg", Unit.MILLISECONDS),
    P5("p5", Unit.MILLISECONDS),
    P50("p50", Unit.MILLISECONDS),
    P75("p75", Unit.MILLISECONDS),
    P90("p90", Unit.MILLISECONDS),
    P95("p95", Unit.MILLISECONDS),
    P99("p99", Unit.MILLISECONDS),
    MAX("max", Unit.MILLISECONDS),
    ERROR_RATE("errorRate", Unit.SHARE),
    UNKNOWN_RATE("unknownRate", Unit.SHARE);

    /** What the number of a limit counts. */
    public enum Unit {
        /** Milliseconds, 0 or more. */
        MILLISECONDS,
        /** A part of all samples, 0 to 1. */
        SHARE
    }

    private final String label;
    private final Unit unit;

    Metric(String label, Unit unit) {
        this.label = label;
        this.unit = unit;
    }

    /** The name in files, in the POM and in reports, such as {@code p95}. */
    public String label() {
        return label;
    }

    public Unit unit() {
        return unit;
    }

    /**
     * The point estimate of this metric, in its unit.
     *
     * @throws IllegalStateException if it is a latency and the step has no success
     */
    public double of(StepSummary step) {
        return switch (this) {
            case AVG -> step.latencies().mean();
            case P5 -> step.latencies().at(new Percentile(5));
            case P50 -> step.latencies().at(new Percentile(50));
            case P75 -> step.latencies().at(new Percentile(75));
            case P90 -> step.latencies().at(new Percentile(90));
            case P95 -> step.latencies().at(new Percentile(95));
            case P99 -> step.latencies().at(new Percentile(99));
            case MAX -> step.latencies().max();
            case ERROR_RATE -> step.counts().errorRate();
            case UNKNOWN_RATE -> step.counts().unknownRate();
        };
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
