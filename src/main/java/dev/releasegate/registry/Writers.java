package dev.releasegate.registry;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The threads that write. One that is free takes every PUT that waits, and these share one commit: nobody waits for others
 * to come, and the more there are, the less the sync of the disk costs each.
 */
final class Writers implements AutoCloseable {
    private final Registry registry;
    private final PutQueue queue;
    private final List<Thread> threads;

    /** Starts the threads. */
    Writers(Registry registry, int waiting) {
        this.registry = registry;
        queue = new PutQueue(waiting);
        Store.Writing writing = registry.writing();
        threads = Stream.generate(() -> Threads.daemon("registry-write", () -> write(writing.together())))
                .limit(writing.threads())
                .toList();
        threads.forEach(Thread::start);
    }

    /** Returns whether the PUT may wait; then it is answered once it is written. */
    boolean offer(Store.Put put, Consumer<Answer> to) {
        return queue.offer(new PutQueue.Waiting(put, to));
    }

    /** So many PUTs wait. */
    int waiting() {
        return queue.size();
    }

    /** Takes nothing more; what waits is dropped, what runs is finished. */
    @Override
    public void close() {
        queue.close();
    }

    /** Waits until what runs is finished, for no longer than the given time. */
    void awaitQuiet(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        for (Thread thread : threads) {
            long leftMs = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            thread.join(Math.max(1, leftMs));
        }
    }

    private void write(int together) {
        try {
            for (List<PutQueue.Waiting> taken = queue.take(together); !taken.isEmpty(); taken = queue.take(together)) {
                write(taken);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(List<PutQueue.Waiting> taken) {
        List<Answer> answers = written(taken.stream().map(PutQueue.Waiting::put).toList());
        for (int i = 0; i < answers.size(); i++) {
            taken.get(i).to().accept(answers.get(i));
        }
    }

    /** After a failure that nobody has foreseen, nobody knows what was written. */
    private List<Answer> written(List<Store.Put> puts) {
        try {
            return registry.put(puts);
        } catch (RuntimeException e) {
            Trouble.report("put", e);
            return puts.stream().map(put -> Refusal.outcomeUnknown().answer()).toList();
        }
    }
}
