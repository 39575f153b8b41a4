package dev.releasegate.registry;

import java.time.Duration;
import java.util.ArrayList;
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
        threads = Stream.generate(() -> new Thread(() -> write(writing.together()), "registry-write"))
                .limit(writing.threads())
                .toList();
        threads.forEach(thread -> {
            thread.setDaemon(true);
            thread.start();
        });
    }

    /** Returns whether the PUT may wait; then it is answered once it is written. */
    boolean offer(PutQueue.Unread put, Consumer<Answer> to) {
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

    /** What is not understood is answered at once, and the rest when it is written. */
    private void write(List<PutQueue.Waiting> taken) {
        List<Store.Put> puts = new ArrayList<>(taken.size());
        List<Consumer<Answer>> askers = new ArrayList<>(taken.size());
        for (PutQueue.Waiting waiting : taken) {
            try {
                puts.add(waiting.put().read());
                askers.add(waiting.to());
            } catch (Refusal refusal) {
                waiting.to().accept(refusal.answer());
            } catch (RuntimeException e) {
                waiting.to().accept(Desk.failure(e));
            }
        }
        if (!puts.isEmpty()) {
            List<Answer> answers = written(puts);
            for (int i = 0; i < answers.size(); i++) {
                askers.get(i).accept(answers.get(i));
            }
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
