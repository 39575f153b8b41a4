package dev.releasegate.registry;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** PUTs that wait for a writer. Whoever is free takes many at once. */
final class PutQueue {
    /** A PUT and who waits for its answer. */
    record Waiting(Store.Put put, Consumer<Answer> to) {}

    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final int bound;
    private boolean isClosed;

    PutQueue(int bound) {
        this.bound = bound;
    }

    /** Returns whether there was room for one more. */
    synchronized boolean offer(Waiting put) {
        if (isClosed || waiting.size() >= bound) {
            return false;
        }
        waiting.addLast(put);
        notify(); // one is enough: whoever wakes takes what is there
        return true;
    }

    synchronized int size() {
        return waiting.size();
    }

    /** Waits until there is one, and takes what is there, the oldest first; empty once the queue is closed. */
    synchronized List<Waiting> take(int most) throws InterruptedException {
        while (waiting.isEmpty() && !isClosed) {
            wait();
        }
        List<Waiting> taken = new ArrayList<>(Math.min(most, waiting.size()));
        while (taken.size() < most && !waiting.isEmpty()) {
            taken.add(waiting.removeFirst());
        }
        return taken;
    }

    /** Takes nothing more; what waits is dropped. */
    synchronized void close() {
        isClosed = true;
        waiting.clear();
        notifyAll();
    }
}
