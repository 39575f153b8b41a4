package dev.releasegate.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Two Registry processes on one PostgreSQL, half of eight writers at each; again and again one of them is killed, the other
 * goes on, and a new one is started in its place. The long form of {@link TwoRegistriesTest}.
 */
final class PostgresCycles {
    private static final int WRITERS = 8;
    private static final int PERCENT_PUT = 80;
    private static final int CYCLES_PER_STRETCH = 5;
    private static final int MOST_ANSWERED = 400;
    private static final int AFTER_THE_KILL = 10;
    private static final long LATEST_NANOS = 4_000_000;
    private static final int PATIENCE_S = 60;

    private final Path directory;
    private final Map<String, String> settings;
    private final Random random;
    private final HistoryRun run;

    PostgresCycles(Path directory, String url, long seed) {
        this.directory = directory;
        settings = Map.of(
                "jdbc-url", url,
                "jdbc-user", "postgres",
                "port", "0",
                "api-key-env", "TEST_KEY",
                "rate-limit", "off");
        random = new Random(seed);
        run = new HistoryRun(WRITERS, seed);
    }

    HistoryCheck cycles(int cycles) throws Exception {
        ForkedRegistry survivor = start();
        try {
            for (int cycle = 0; cycle < cycles; cycle++) {
                ForkedRegistry victim = survivor;
                survivor = start();
                List<String> urns = HistoryRun.urns(cycle / CYCLES_PER_STRETCH);
                run.audit(survivor.port(), ForkedRegistry.KEY, urns);
                writeUntilKilled(victim, survivor, urns);
            }
            for (int stretch = 0; stretch * CYCLES_PER_STRETCH < cycles; stretch++) {
                run.audit(survivor.port(), ForkedRegistry.KEY, HistoryRun.urns(stretch));
            }
        } finally {
            survivor.close();
        }
        return run.check();
    }

    private ForkedRegistry start() throws IOException {
        return ForkedRegistry.start(directory, settings, Map.of(), Map.of("PGPASSWORD", "postgres"));
    }

    private void writeUntilKilled(ForkedRegistry victim, ForkedRegistry survivor, List<String> urns) throws Exception {
        List<Integer> ports = List.of(victim.port(), survivor.port());
        Semaphore answered = new Semaphore(0);
        FutureTask<Boolean> writing = new FutureTask<>(() -> write(ports, urns, answered));
        new Thread(writing, "writers").start();
        if (!answered.tryAcquire(1 + random.nextInt(MOST_ANSWERED), PATIENCE_S, TimeUnit.SECONDS)) {
            throw new IOException("nothing is answered any more");
        }
        LockSupport.parkNanos(random.nextLong(LATEST_NANOS));
        victim.kill();
        writing.get();
    }

    /** Half of the clients until the one is killed; the others until they know of that, and a little longer. */
    private boolean write(List<Integer> ports, List<String> urns, Semaphore answered) throws InterruptedException {
        AtomicInteger clients = new AtomicInteger();
        AtomicInteger cutOff = new AtomicInteger();
        run.all(client -> {
            boolean isAtTheVictim = clients.getAndIncrement() % 2 == 0;
            try (RegistryConnection connection =
                    new RegistryConnection(ports.get(isAtTheVictim ? 0 : 1), ForkedRegistry.KEY)) {
                while ((isAtTheVictim || cutOff.get() < WRITERS / 2)
                        && client.isAnswered(connection, urns, PERCENT_PUT)) {
                    answered.release();
                }
            }
            cutOff.incrementAndGet();
            try (RegistryConnection connection = new RegistryConnection(ports.get(1), ForkedRegistry.KEY)) {
                for (int i = 0; i < AFTER_THE_KILL; i++) {
                    client.next(connection, urns, PERCENT_PUT);
                }
            }
        });
        return true;
    }
}
