package dev.releasegate.probe;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * How long the disk took for a forced write of 4 KiB.
 *
 * @param p50Ms half of the writes took at most that long, in milliseconds
 * @param p95Ms 95 % of them took at most that long
 * @param maxMs the longest took that long
 */
public record DiskReading(double p50Ms, double p95Ms, double maxMs) {
    static DiskReading of(List<Long> nanos) {
        List<Long> sorted = nanos.stream().sorted().toList();
        return new DiskReading(nearestRankMs(sorted, 50), nearestRankMs(sorted, 95), nearestRankMs(sorted, 100));
    }

    private static double nearestRankMs(List<Long> sorted, int percent) {
        int rank = (sorted.size() * percent + 99) / 100;
        return sorted.get(rank - 1) / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }

    /** In words: {@code forced writes p50 0.3 ms, p95 1.2 ms, longest 8.1 ms}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "forced writes p50 %.1f ms, p95 %.1f ms, longest %.1f ms", p50Ms, p95Ms, maxMs);
    }
}
