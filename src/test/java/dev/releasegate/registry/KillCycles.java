package dev.releasegate.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The Registry in a process of its own, killed with SIGKILL under eight writers, again and again on the same data. After
 * each start everything that is being written is read; in the end everything that ever was.
 */
final class KillCycles {
    private static final int WRITERS = 8;
    private static final int PERCENT_PUT = 80;

    /** The writers turn to new URNs after so many kills. */
    private static final int CYCLES_PER_URNS = 5;

    private static final int MOST_ANSWERED = 200;
    private static final long LATEST_KILL_NANOS = 4_000_000;
    private static final int PATIENCE_S = 60;

    private final Path directory;
    private final Random random;
    private final HistoryRun run;

    KillCycles(Path directory, long seed) {
        this.directory = directory;
        random = new Random(seed);
        run = new HistoryRun(WRITERS, seed);
    }

    HistoryCheck cycles(int cycles) throws Exception {
        for (int cycle = 0; cycle < cycles; cycle++) {
            List<String> urns = HistoryRun.urns(cycle / CYCLES_PER_URNS);
            try (ForkedRegistry registry = ForkedRegistry.start(directory)) {
                audit(registry, urns);
                writeUntilKilled(registry, urns);
            }
        }
        try (ForkedRegistry registry = ForkedRegistry.start(directory)) {
            for (int stretch = 0; stretch * CYCLES_PER_URNS < cycles; stretch++) {
                audit(registry, HistoryRun.urns(stretch));
            }
        }
        return run.check();
    }

    private void audit(ForkedRegistry registry, List<String> urns) throws IOException {
        try (RegistryConnection connection = new RegistryConnection(registry.port(), ForkedRegistry.KEY)) {
            for (String urn : urns) {
                run.client(0).audit(connection, urn);
            }
        }
    }

    /** The kill comes at a random moment after a random number of answers, so that it meets each phase of a PUT. */
    private void writeUntilKilled(ForkedRegistry registry, List<String> urns) throws Exception {
        int port = registry.port();
        Semaphore answered = new Semaphore(0);
        FutureTask<Boolean> writing = new FutureTask<>(() -> write(port, urns, answered));
        new Thread(writing, "writers").start();
        if (!answered.tryAcquire(1 + random.nextInt(MOST_ANSWERED), PATIENCE_S, TimeUnit.SECONDS)) {
            throw new IOException("nothing is answered any more");
        }
        LockSupport.parkNanos(random.nextLong(LATEST_KILL_NANOS));
        registry.kill();
        writing.get();
    }

    /** Until the connections break; the clients have noted then what they do not know. Returns true. */
    private boolean write(int port, List<String> urns, Semaphore answered) throws InterruptedException {
        run.all(client -> {
            try (RegistryConnection connection = new RegistryConnection(port, ForkedRegistry.KEY)) {
                while (client.isAnswered(connection, urns, PERCENT_PUT)) {
                    answered.release();
                }
            }
        });
        return true;
    }
}
