package dev.releasegate.registry;

import java.time.Duration;
import java.util.List;
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

    /** Signatures are verified at work, not while waiting. */
    private static final int VERIFIERS = Math.max(2, Runtime.getRuntime().availableProcessors());

    private final Registry registry;
    private final HealthDesk health;
    private final ThreadPoolExecutor readers;
    private final ThreadPoolExecutor verifiers;
    private final Writers writers;

    Desk(Registry registry, int waiting) {
        this.registry = registry;
        health = new HealthDesk(() -> answer(registry::health));
        readers = Threads.pool("registry-read", registry.readers(), waiting);
        verifiers = Threads.pool("registry-verify", VERIFIERS, waiting);
        writers = new Writers(registry, waiting);
    }

    /** Answers whether the service is well. */
    void health(Consumer<Answer> to) {
        health.ask(to);
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

    /** Keeps the body and answers. What it asks for is made out, and verified, before it waits for the store. */
    void put(Urn urn, Precondition precondition, Body body, Consumer<Answer> to) {
        execute(verifiers, () -> write(urn, precondition, body, to), to);
    }

    private void write(Urn urn, Precondition precondition, Body body, Consumer<Answer> to) {
        try {
            if (!writers.offer(registry.understand(urn, precondition, body.bytes()), to)) {
                to.accept(Refusal.busy().answer());
            }
        } catch (Refusal refusal) {
            to.accept(refusal.answer());
        } catch (RuntimeException e) {
            to.accept(failure(e));
        }
    }

    int waitingReads() {
        return readers.getQueue().size();
    }

    int waitingWrites() {
        return verifiers.getQueue().size() + writers.waiting();
    }

    /** Takes nothing more; what waits is dropped, what runs is finished. */
    @Override
    public void close() {
        for (ThreadPoolExecutor pool : List.of(verifiers, readers)) {
            pool.shutdown();
            pool.getQueue().clear();
        }
        writers.close();
        health.close();
    }

    /** Waits until what runs is finished, so that the store may be closed; for no longer than the given time. */
    void awaitQuiet(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        writers.awaitQuiet(atMost);
        readers.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        health.awaitQuiet(Duration.ofNanos(deadline - System.nanoTime()));
    }

    private static void submit(ThreadPoolExecutor pool, Callable<Answer> work, Consumer<Answer> to) {
        execute(pool, () -> to.accept(answer(work)), to);
    }

    private static void execute(ThreadPoolExecutor pool, Runnable work, Consumer<Answer> to) {
        try {
            pool.execute(work);
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
    private static Answer failure(Exception e) {
        Trouble.report("request", e);
        if (e instanceof UnavailableStoreException) {
            return Refusal.unavailable().answer();
        }
        return Answer.error(500, "internal_error", "The request failed on our side");
    }
}
