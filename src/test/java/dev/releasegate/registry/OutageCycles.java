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
 * The Registry in a process of its own, struck by an outage under eight writers, again and again. After each start
 * everything that is being written is read; in the end everything that ever was.
 */
final class OutageCycles {
    private static final int WRITERS = 8;
    private static final int PERCENT_PUT = 80;

    /** The writers turn to new URNs after so many outages. */
    private static final int CYCLES_PER_STRETCH = 5;

    private static final int MOST_ANSWERED = 400;
    private static final long LATEST_NANOS = 4_000_000;
    private static final int PATIENCE_S = 60;

    private final Path directory;
    private final Outage outage;
    private final Random random;
    private final HistoryRun run;

    OutageCycles(Path directory, Outage outage, long seed) {
        this.directory = directory;
        this.outage = outage;
        random = new Random(seed);
        run = new HistoryRun(WRITERS, seed);
    }

    HistoryCheck cycles(int cycles) throws Exception {
        for (int cycle = 0; cycle < cycles; cycle++) {
            int stretch = cycle / CYCLES_PER_STRETCH;
            try (ForkedRegistry registry = ForkedRegistry.start(directory, outage.data(stretch))) {
                audit(registry, stretch);
                writeUntilStruck(registry, HistoryRun.urns(stretch));
            }
        }
        for (int stretch = 0; stretch * CYCLES_PER_STRETCH < cycles; stretch++) {
            try (ForkedRegistry registry = ForkedRegistry.start(directory, outage.data(stretch))) {
                audit(registry, stretch);
            }
        }
        return run.check();
    }

    private void audit(ForkedRegistry registry, int stretch) throws IOException {
        run.audit(registry.port(), ForkedRegistry.KEY, HistoryRun.urns(stretch));
    }

    /** At a random moment after a random number of answers, mostly soon, so that it meets each phase of a PUT. */
    private void writeUntilStruck(ForkedRegistry registry, List<String> urns) throws Exception {
        int port = registry.port();
        Semaphore answered = new Semaphore(0);
        FutureTask<Boolean> writing = new FutureTask<>(() -> write(port, urns, answered));
        new Thread(writing, "writers").start();
        int answers = 1 + random.nextInt(1 + random.nextInt(MOST_ANSWERED));
        if (!answered.tryAcquire(answers, PATIENCE_S, TimeUnit.SECONDS)) {
            throw new IOException("nothing is answered any more");
        }
        LockSupport.parkNanos(random.nextLong(LATEST_NANOS));
        outage.strike(registry);
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
