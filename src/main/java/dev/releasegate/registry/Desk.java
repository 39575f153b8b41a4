package dev.releasegate.registry;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Where requests wait for the store, away from the threads that serve the sockets. Writes have threads of their own
 * ({@link Writers}), so that reads never queue behind them; both queues are bounded.
 */
final class Desk implements AutoCloseable {
    /** So many requests may wait for the store in each queue; the next one is told to come again. */
    static final int WAITING = 1_024;

    private final Registry registry;
    private final ThreadPoolExecutor readers;
    private final Writers writers;

    Desk(Registry registry, int waiting) {
        this.registry = registry;
        readers = pool("registry-read", registry.readers(), waiting);
        writers = new Writers(registry, waiting);
    }

    /** Answers whether the service is well. */
    void health(Consumer<Answer> to) {
        submit(readers, registry::health, to);
    }

    /** Answers with the manifest of a URN; at once, if the answer is at hand. */
    void get(Urn urn, Consumer<Answer> to) {
        registry.atHand(Step.REGISTRY_GET, urn).ifPresentOrElse(to, () -> submit(readers, () -> registry.get(urn), to));
    }

    /** Answers with the manifest and the capabilities of a URN; at once, if the answer is at hand. */
    void resolve(Urn urn, Consumer<Answer> to) {
        registry.atHand(Step.RESOLVE, urn).ifPresentOrElse(to, () -> submit(readers, () -> registry.resolve(urn), to));
    }

    /** Answers with the manifests that have the capability of the body. */
    void query(Body body, Consumer<Answer> to) {
        submit(readers, () -> registry.query(body.bytes()), to);
    }

    /** Keeps the body and answers. */
    void put(Urn urn, Precondition precondition, Body body, Consumer<Answer> to) {
        if (!writers.offer(() -> registry.understand(urn, precondition, body.bytes()), to)) {
            to.accept(Refusal.busy().answer());
        }
    }

    int waitingReads() {
        return readers.getQueue().size();
    }

    int waitingWrites() {
        return writers.waiting();
    }

    /** Takes nothing more; what waits is dropped, what runs is finished. */
    @Override
    public void close() {
        writers.close();
        readers.shutdown();
        readers.getQueue().clear();
    }

    /** Waits until what runs is finished, so that the store may be closed; for no longer than the given time. */
    void awaitQuiet(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        writers.awaitQuiet(atMost);
        readers.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private static void submit(ThreadPoolExecutor pool, Callable<Answer> work, Consumer<Answer> to) {
        try {
            pool.execute(() -> to.accept(answer(work)));
        } catch (RejectedExecutionException e) {
            to.accept(Refusal.busy().answer());
        }
    }

    private static Answer answer(Callable<Answer> work) {
        try {
            return work.call();
        } catch (Refusal refusal) {
            return refusal.answer();
        } catch (Exception e) {
            return failure(e);
        }
    }

    /** The answer to a request that only read, or did not get so far as to write. */
    static Answer failure(Exception e) {
        Trouble.report("request", e);
        return Answer.error(500, "internal_error", "The request failed on our side");
    }

    private static ThreadPoolExecutor pool(String name, int threads, int waiting) {
        return new ThreadPoolExecutor(
                threads, threads, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(waiting), task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
    }
}
