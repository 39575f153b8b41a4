package dev.releasegate.registry;

import dev.releasegate.registry.FailingDisk.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * The Registry on a disk that fails at the k-th call, under four writers. Once the disk is well again, every writer must
 * be answered 2xx to a PUT, unless the Registry says that it must be started again. From time to time the process is killed and everything is read again.
 */
final class FaultCycles {
    private static final int WRITERS = 4;
    private static final int PERCENT_PUT = 80;

    /** A PUT is about ten calls, so that the fault meets the first PUT, or one of the next ones, at each of its calls. */
    private static final int LAST_CALL = 40;

    private static final int LAST_RARE_CALL = 2;

    /** So many operations of each writer follow a fault, or are tried until there is one. */
    private static final int OPERATIONS = 10;

    /** A rare call comes with every hundred PUTs or so; one that has not come by then never comes. */
    private static final int MOST_OPERATIONS = 2_000;

    private static final int FAULTS_PER_PROCESS = 12;

    private static final String MUST_START_AGAIN = "the disk has failed to sync the database: start again";

    /** One call, a few of them, or all until the disk is healed. */
    private static final List<Integer> NUMBERS = List.of(1, 3, Integer.MAX_VALUE);

    private final Path directory;
    private final Path data;
    private final FailingDisk disk;
    private final HistoryRun run;

    FaultCycles(Path directory, FailingDisk disk, long seed) {
        this.directory = directory;
        data = directory.resolve("data");
        this.disk = disk;
        run = new HistoryRun(WRITERS, seed, HistoryClient.Padding.LARGE);
    }

    HistoryCheck faults(int faults) throws Exception {
        for (int fault = 0; fault < faults; ) {
            List<String> urns = HistoryRun.urns(fault / FAULTS_PER_PROCESS);
            try (ForkedRegistry registry = ForkedRegistry.start(directory, data, disk.environment())) {
                int last = Math.min(faults, fault + FAULTS_PER_PROCESS);
                boolean isServing = true;
                while (isServing && fault < last) {
                    isServing = meet(registry, urns, fault++);
                }
                registry.kill();
            }
            try (ForkedRegistry registry = ForkedRegistry.start(directory, data)) {
                run.audit(registry.port(), ForkedRegistry.KEY, urns);
            }
        }
        return run.check();
    }

    /** Each fault of {@code faults} before the Registry listens: then it says so and ends, or it was well again in time. */
    HistoryCheck faultsAtStart(int faults) throws Exception {
        List<String> urns = HistoryRun.urns(0);
        for (int fault = 0; fault < faults; fault++) {
            disk.arm(fault(FailingDisk.Calls.ALL, fault));
            try (ForkedRegistry registry = ForkedRegistry.start(directory, data, disk.environment())) {
                if (registry.listens()) {
                    int port = registry.port();
                    run.all(client -> write(client, port, urns, () -> false));
                } else if (registry.await() != 1 || registry.errors().lines().count() != 1) {
                    throw new IllegalStateException("ended with " + registry.await() + ": " + registry.errors());
                }
                disk.heal();
            }
            try (ForkedRegistry registry = ForkedRegistry.start(directory, data)) {
                int port = registry.port();
                run.audit(port, ForkedRegistry.KEY, urns);
                run.all(client -> {
                    if (!isTaken(client, port, urns)) {
                        throw new IllegalStateException("a PUT fails though the disk is well again");
                    }
                });
            }
        }
        return run.check();
    }

    /** Whether PUTs are taken again once the disk is well; if not, it must have said why, and take none at all. */
    private boolean meet(ForkedRegistry registry, List<String> urns, int fault) throws Exception {
        int port = registry.port();
        int failed = disk.failed();
        FailingDisk.Calls[] calls = FailingDisk.Calls.values();
        disk.arm(fault(calls[fault % calls.length], fault / calls.length));
        run.all(client -> write(client, port, urns, () -> disk.failed() == failed));
        disk.heal();
        AtomicInteger taken = new AtomicInteger();
        run.all(client -> taken.addAndGet(isTaken(client, port, urns) ? 1 : 0));
        if (taken.get() < WRITERS && (taken.get() > 0 || !registry.errors().contains(MUST_START_AGAIN))) {
            throw new IllegalStateException("a PUT fails though the disk is well again: " + registry.errors());
        }
        return taken.get() == WRITERS;
    }

    /** Goes through all ways to fail; calls that are rare fail soon. */
    private static Fault fault(FailingDisk.Calls calls, int number) {
        FailingDisk.How[] ways = FailingDisk.How.values();
        FailingDisk.Errno[] errors = FailingDisk.Errno.values();
        int last = calls == FailingDisk.Calls.ALL ? LAST_CALL : LAST_RARE_CALL;
        return new Fault(
                calls,
                1 + number % last,
                NUMBERS.get(number / ways.length % NUMBERS.size()),
                errors[number / 2 % errors.length],
                ways[number % ways.length]);
    }

    private static void write(HistoryClient client, int port, List<String> urns, BooleanSupplier isToGoOn)
            throws IOException {
        try (RegistryConnection connection = new RegistryConnection(port, ForkedRegistry.KEY)) {
            int tried = 0;
            for (int left = OPERATIONS; left > 0; left -= isToGoOn.getAsBoolean() ? 0 : 1) {
                if (++tried > MOST_OPERATIONS) {
                    throw new IllegalStateException("the fault that was armed has not come within " + MOST_OPERATIONS
                            + " operations of one writer: is the library preloaded, and are its calls still made?");
                }
                client.next(connection, urns, PERCENT_PUT);
            }
        }
    }

    private static boolean isTaken(HistoryClient client, int port, List<String> urns) throws IOException {
        try (RegistryConnection connection = new RegistryConnection(port, ForkedRegistry.KEY)) {
            return client.put(connection, urns.get(0));
        }
    }
}
