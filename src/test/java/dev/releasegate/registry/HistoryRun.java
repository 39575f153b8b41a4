package dev.releasegate.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Many clients at once, and the history of them all. */
final class HistoryRun {
    private static final int URNS = 4;

    /** After so many operations the clients turn to new URNs, so that each has a first version that several race for. */
    private static final int OPERATIONS_PER_URNS = 2_000;

    private final List<HistoryClient> clients;

    HistoryRun(int clients, long seed) {
        this(clients, seed, HistoryClient.Padding.MOSTLY_SMALL);
    }

    HistoryRun(int clients, long seed, HistoryClient.Padding padding) {
        this.clients = IntStream.range(0, clients)
                .mapToObj(number -> new HistoryClient("c" + number, seed * 1_000 + number, padding))
                .toList();
    }

    /** What one client does on a thread of its own. */
    interface Work {
        void with(HistoryClient client) throws IOException;
    }

    /** All clients at once, until each has done its work. */
    void all(Work work) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(clients.size());
        try {
            List<Future<?>> running = new ArrayList<>();
            for (HistoryClient client : clients) {
                running.add(pool.submit(() -> {
                    work.with(client);
                    return client;
                }));
            }
            for (Future<?> one : running) {
                await(one);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static void await(Future<?> one) throws InterruptedException {
        try {
            one.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io
                    ? new UncheckedIOException(io)
                    : new IllegalStateException(e.getCause());
        }
    }

    /** So many operations in all, on a few URNs at a time. */
    void operations(int port, String key, int operations, int percentPut) throws InterruptedException {
        AtomicInteger begun = new AtomicInteger();
        all(client -> {
            try (RegistryConnection connection = new RegistryConnection(port, key)) {
                for (int n = begun.getAndIncrement(); n < operations; n = begun.getAndIncrement()) {
                    client.next(connection, urns(n / OPERATIONS_PER_URNS), percentPut);
                }
            }
        });
    }

    /** Reads all there is to read of these URNs, while nobody writes. */
    void audit(int port, String key, List<String> urns) throws IOException {
        try (RegistryConnection connection = new RegistryConnection(port, key)) {
            for (String urn : urns) {
                clients.get(0).audit(connection, urn);
            }
        }
    }

    /** The URNs of one stretch of a run. */
    static List<String> urns(int stretch) {
        return IntStream.range(0, URNS)
                .mapToObj(number -> "urn:example:" + stretch + "-" + number)
                .toList();
    }

    HistoryCheck check() {
        return HistoryCheck.of(
                clients.stream().flatMap(client -> client.operations().stream()).toList());
    }
}
