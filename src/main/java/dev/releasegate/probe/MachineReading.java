package dev.releasegate.probe;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the machine did while the service was probed. What the operating system does not tell is empty.
 *
 * @param busyShare the share of all its processors' time that was not idle, 0 to 1
 * @param stealShare the share that its host gave to others, 0 to 1
 * @param load how many threads wanted to run, as an average over the last minute
 * @param gcMs how long the probe's own garbage collector worked, in milliseconds
 * @param disk how fast the disk was on which the evidence lies
 */
public record MachineReading(
        OptionalDouble busyShare,
        OptionalDouble stealShare,
        OptionalDouble load,
        double gcMs,
        Optional<DiskReading> disk) {
    /** In words: {@code The machine meanwhile: busy for 41.0% of its time, 0.2% of it stolen; load 1.2; …}. */
    @Override
    public String toString() {
        String busy = busyShare.isEmpty()
                ? ""
                : "busy for " + percent(busyShare.getAsDouble()) + " of its time, " + percent(stealShare.orElse(0))
                        + " of it stolen; ";
        String queue = load.isEmpty() ? "" : "load " + String.format(Locale.ROOT, "%.1f", load.getAsDouble()) + "; ";
        return "The machine meanwhile: " + busy + queue + "GC of the probe " + Math.round(gcMs) + " ms"
                + disk.map(reading -> "; " + reading).orElse("");
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", 100 * share);
    }
}
