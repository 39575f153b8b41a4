package dev.releasegate.summary;

import dev.releasegate.record.Circumstances;
import dev.releasegate.record.Control;
import dev.releasegate.record.Outcome;
import dev.releasegate.record.PerfRecord;
import dev.releasegate.record.Timing;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * All samples of one step, in the order in which they were due where that is known and one probe took them all, and else in
 * the order of the log. A failed one has an infinite latency, because no caller was served by it; one of which nobody knows
 * how it ended has none.
 */
public final class Series {
    private static final double UNKNOWN = Double.NaN;

    private final Doubles ms = new Doubles();
    private final Doubles dueMs = new Doubles();
    private final Doubles disturbanceMs = new Doubles();

    /** Adds a sample that comes after all the others. */
    public void add(PerfRecord sample) {
        double latencyMs = sample.outcome() instanceof Outcome.Success
                ? sample.ms()
                : sample.outcome() instanceof Outcome.Failure ? Double.POSITIVE_INFINITY : UNKNOWN;
        Circumstances known = sample.circumstances();
        double due = known.timing().map(Timing::dueMs).orElse(Double.NaN);
        add(latencyMs, due, disturbanceMs(known));
    }

    /** Adds a success of which nothing but its latency is known, in milliseconds, 0 or more. */
    public void answered(double latencyMs) {
        if (Double.isNaN(latencyMs)) {
            throw new IllegalArgumentException("a latency must be 0 ms or more, but is NaN");
        }
        add(latencyMs, Double.NaN, 0);
    }

    /** Adds a failure of which nothing else is known. */
    public void failed() {
        add(Double.POSITIVE_INFINITY, Double.NaN, 0);
    }

    /** Adds a sample of which nothing is known. */
    public void unknown() {
        add(UNKNOWN, Double.NaN, 0);
    }

    public int size() {
        return ms.size();
    }

    /** The latency of the i-th sample in milliseconds, counted from 0; infinite for a failure, NaN for an unknown. */
    public double ms(int i) {
        return ms.get(i);
    }

    /** Whether it is known how the i-th sample ended. */
    public boolean isKnown(int i) {
        return !Double.isNaN(ms.get(i));
    }

    /** Whether the i-th sample failed. */
    public boolean isFailed(int i) {
        return ms.get(i) == Double.POSITIVE_INFINITY;
    }

    /**
     * For how long the machine itself was seen to be stuck at about that moment, in milliseconds: the latency of the
     * control request, or how late the sender was if that is more. 0 where nobody looked, infinite where the control
     * request failed.
     */
    public double disturbanceMs(int i) {
        return disturbanceMs.size() == 0 ? 0 : disturbanceMs.get(i);
    }

    /** When the i-th sample was due, in milliseconds since its probe began; NaN if nobody wrote that down. */
    public double dueMs(int i) {
        return dueMs.size() == 0 ? Double.NaN : dueMs.get(i);
    }

    /** Those of the first so many that did not fail. */
    public Series withoutFailed(int samples) {
        Series others = new Series();
        for (int i = 0; i < samples; i++) {
            if (!isFailed(i)) {
                others.add(ms.get(i), dueMs(i), disturbanceMs(i));
            }
        }
        return others;
    }

    /** The same samples where nobody knows when they were due, as if several probes had taken them. */
    Series ofSeveral() {
        Series several = new Series();
        for (int i = 0; i < size(); i++) {
            several.add(ms.get(i), Double.NaN, disturbanceMs(i));
        }
        return several;
    }

    /** The same samples in the order in which they were due, if that is known of all of them. */
    Series inOrder() {
        if (dueMs.size() == 0 || IntStream.range(0, size()).anyMatch(i -> Double.isNaN(dueMs.get(i))) || isInOrder()) {
            return this;
        }
        Series ordered = new Series();
        IntStream.range(0, size())
                .boxed()
                .sorted(Comparator.comparingDouble(dueMs::get))
                .forEach(i -> ordered.add(ms.get(i), dueMs.get(i), disturbanceMs(i)));
        return ordered;
    }

    /** The latencies from one (inclusive) to another (exclusive) in order of size; failures come last, then unknowns. */
    public double[] sorted(int from, int to) {
        double[] part = IntStream.range(from, to).mapToDouble(this::ms).toArray();
        Arrays.sort(part);
        return part;
    }

    private boolean isInOrder() {
        return IntStream.range(1, size()).allMatch(i -> dueMs.get(i - 1) <= dueMs.get(i));
    }

    /**
     * Adds a sample that comes after all the others.
     *
     * @param latencyMs in milliseconds, 0 or more; infinite for a failure, NaN for an unknown
     * @param due in milliseconds since the probe began; NaN if nobody knows
     * @param disturbance for how many milliseconds the machine itself was stuck
     */
    public void add(double latencyMs, double due, double disturbance) {
        if (latencyMs < 0) {
            throw new IllegalArgumentException("a latency must be 0 ms or more, but is " + latencyMs);
        }
        keep(dueMs, due, Double.NaN);
        keep(disturbanceMs, disturbance, 0);
        ms.add(latencyMs);
    }

    /** The two lists of circumstances stay empty, and cost nothing, while there is nothing to keep. */
    private void keep(Doubles list, double number, double nothing) {
        if (list.size() == 0 && Double.compare(number, nothing) != 0) {
            for (int i = 0; i < ms.size(); i++) {
                list.add(nothing);
            }
        }
        if (list.size() == ms.size() && (list.size() > 0 || Double.compare(number, nothing) != 0)) {
            list.add(number);
        }
    }

    private static double disturbanceMs(Circumstances known) {
        double lagMs = known.timing().map(Timing::lagMs).orElse(0.0);
        Control control = known.control().orElse(null);
        if (control instanceof Control.Failed) {
            return Double.POSITIVE_INFINITY;
        }
        return control instanceof Control.Took took ? Math.max(lagMs, took.ms()) : lagMs;
    }
}
