package dev.releasegate.registry;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The long form of the tests of what the Registry guarantees; {@code docs/scripts/registry-durability.py} runs it.
 *
 * <pre>RegistryProofs kill 100 | linearizable 100000</pre>
 *
 * Prints one line for each and ends with 1 if a guarantee was broken.
 */
final class RegistryProofs {
    private static final int CLIENTS = 8;
    private static final int PERCENT_PUT = 40;
    private static final int TOLD = 20;

    private RegistryProofs() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory(Path.of(arguments[2]), "registry");
        int times = Integer.parseInt(arguments[1]);
        long begin = System.nanoTime();
        HistoryCheck check = run(arguments[0], times, directory);
        System.out.println(
                line(arguments[0], times, check) + " In " + (System.nanoTime() - begin) / 1_000_000_000 + " s.");
        List<Violation> violations = check.violations();
        violations.stream().limit(TOLD).forEach(violation -> System.out.println("  " + violation));
        System.exit(violations.isEmpty() ? 0 : 1);
    }

    private static HistoryCheck run(String what, int times, Path directory) throws Exception {
        return switch (what) {
            case "kill" -> new KillCycles(directory, System.nanoTime()).cycles(times);
            case "linearizable" -> linearizable(directory, times);
            default -> throw new IllegalArgumentException("kill or linearizable, but not " + what);
        };
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
                "%s %d: %d operations of %d clients; %d PUTs acknowledged, %d lost, %d torn; %d refused (412);"
                        + " %d of unknown outcome, of which %d had taken effect; %d reads;"
                        + " %d versions of %d URNs checked, %d violations.",
                what,
                times,
                counts.operations(),
                CLIENTS,
                counts.acknowledged(),
                counts.lost(),
                check.count(Violation.Kind.TORN),
                counts.refused(),
                counts.unsureDone() + counts.unsureNot(),
                counts.unsureDone(),
                counts.reads(),
                counts.versions(),
                counts.urns(),
                check.violations().size());
    }
}
