package dev.releasegate.registry;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The long form of the tests of what the Registry guarantees; {@code docs/scripts/registry-durability.py} runs it.
 *
 * <pre>RegistryProofs linearizable|kill|power|postgres|faults|faults-at-start NUMBER DIRECTORY</pre>
 *
 * Prints one line and ends with 1 if a guarantee was broken, with 3 if this machine does not allow the experiment.
 */
final class RegistryProofs {
    private static final int CLIENTS = 8;
    private static final int PERCENT_PUT = 40;
    private static final int TOLD = 20;
    private static final int NOT_HERE = 3;

    private RegistryProofs() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory(Path.of(arguments[2]), "registry");
        int times = Integer.parseInt(arguments[1]);
        long begin = System.nanoTime();
        HistoryCheck check;
        try {
            check = run(arguments[0], times, directory);
        } catch (Unavailable e) {
            System.out.println(arguments[0] + " " + times + ": " + e.getMessage());
            System.exit(NOT_HERE);
            return;
        }
        System.out.println(
                line(arguments[0], times, check) + " In " + (System.nanoTime() - begin) / 1_000_000_000 + " s.");
        List<Violation> violations = check.violations();
        violations.stream().limit(TOLD).forEach(violation -> System.out.println("  " + violation));
        System.exit(violations.isEmpty() ? 0 : 1);
    }

    private static HistoryCheck run(String what, int times, Path directory) throws Exception {
        return switch (what) {
            case "kill" -> outages(directory, new Outage.Kill(directory), times);
            case "power" -> powerLosses(directory, times);
            case "postgres" ->
                new PostgresCycles(directory, RealPostgres.fresh().url(), System.nanoTime()).cycles(times);
            case "faults", "faults-at-start" -> faults(directory, times, what.equals("faults"));
            case "linearizable" -> linearizable(directory, times);
            default -> throw new IllegalArgumentException("no such proof: " + what);
        };
    }

    private static HistoryCheck outages(Path directory, Outage outage, int cycles) throws Exception {
        return new OutageCycles(directory, outage, System.nanoTime()).cycles(cycles);
    }

    private static HistoryCheck powerLosses(Path directory, int cycles) throws Exception {
        try (PowerLoss disk = PowerLoss.in(directory)) {
            return outages(directory, disk, cycles);
        }
    }

    private static HistoryCheck faults(Path directory, int faults, boolean isRunning) throws Exception {
        FailingDisk disk = FailingDisk.in(directory);
        FaultCycles cycles = new FaultCycles(directory, disk, System.nanoTime());
        HistoryCheck check = isRunning ? cycles.faults(faults) : cycles.faultsAtStart(faults);
        System.out.println(disk);
        return check;
    }

    private static HistoryCheck linearizable(Path directory, int operations) throws Exception {
        HistoryRun run = new HistoryRun(CLIENTS, System.nanoTime());
        try (ForkedRegistry registry = ForkedRegistry.start(directory)) {
            run.operations(registry.port(), ForkedRegistry.KEY, operations, PERCENT_PUT);
        }
        return run.check();
    }

    private static String line(String what, int times, HistoryCheck check) {
        HistoryCheck.Counts counts = check.counts();
        return String.format(
                Locale.ROOT,
                "%s %d: %d operations; %d PUTs acknowledged, %d lost, %d torn; %d refused (412);"
                        + " %d failed (500);"
                        + " %d of unknown outcome, of which %d had taken effect; %d reads;"
                        + " %d versions of %d URNs checked, %d violations.",
                what,
                times,
                counts.operations(),
                counts.acknowledged(),
                counts.lost(),
                check.count(Violation.Kind.TORN),
                counts.refused(),
                counts.failed(),
                counts.unsureDone() + counts.unsureNot(),
                counts.unsureDone(),
                counts.reads(),
                counts.versions(),
                counts.urns(),
                check.violations().size());
    }
}
