package dev.releasegate.probe;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Reads the machine's own counters, and tries its disk, from one moment to another. */
public final class MachineWatch implements AutoCloseable {
    private static final Path STAT = Path.of("/proc/stat");
    private static final int IDLE = 3;
    private static final int IO_WAIT = 4;
    private static final int STEAL = 7;
    private static final int FIELDS = 8;

    private final long[] beganTicks = ticks();
    private final long beganGcMs = gcMs();

    private final DiskWatch disk;

    private MachineWatch(DiskWatch disk) {
        this.disk = disk;
    }

    /** Begins to watch, and to write to the disk of that folder twice a second. */
    public static MachineWatch start(Path folder, NanoClock clock) throws IOException {
        return new MachineWatch(DiskWatch.start(folder, clock));
    }

    /** Ends the watch, and says what was seen since its start. */
    public MachineReading end() {
        Optional<DiskReading> forced = disk.end();
        long[] ticks = ticks();
        for (int i = 0; i < Math.min(ticks.length, beganTicks.length); i++) {
            ticks[i] -= beganTicks[i];
        }
        double all = Arrays.stream(ticks).sum();
        boolean isKnown = ticks.length == FIELDS && beganTicks.length == FIELDS && all > 0;
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return new MachineReading(
                isKnown ? OptionalDouble.of(1 - (ticks[IDLE] + ticks[IO_WAIT]) / all) : OptionalDouble.empty(),
                isKnown ? OptionalDouble.of(ticks[STEAL] / all) : OptionalDouble.empty(),
                load < 0 ? OptionalDouble.empty() : OptionalDouble.of(load),
                gcMs() - beganGcMs,
                forced);
    }

    /** Ends the watch; once is enough. */
    @Override
    public void close() {
        disk.close();
    }

    /** The first line of /proc/stat: user, nice, system, idle, iowait, irq, softirq, steal; nothing where there is none. */
    private static long[] ticks() {
        try (Stream<String> lines = Files.lines(STAT)) {
            String first = lines.findFirst().orElse("");
            return Arrays.stream(first.split(" +"))
                    .skip(1)
                    .limit(FIELDS)
                    .mapToLong(Long::parseLong)
                    .toArray();
        } catch (IOException | NumberFormatException e) {
            return new long[0]; // another operating system
        }
    }

    private static long gcMs() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .filter(ms -> ms > 0)
                .sum();
    }
}
