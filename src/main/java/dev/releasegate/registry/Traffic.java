package dev.releasegate.registry;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** All requests of one server: counts them, and hands on what became of each. Everybody may call it from any thread. */
final class Traffic {
    private final RequestCounts counts = new RequestCounts();
    private final LongAdder inFlight = new LongAdder();
    private final Consumer<Passage.Passed> witness;

    /** @param witness is told of each request that is over, by a thread of the sockets, and must not block */
    Traffic(Consumer<Passage.Passed> witness) {
        this.witness = witness;
    }

    /** Traffic of which only the counts are kept. */
    static Traffic unwitnessed() {
        return new Traffic(passed -> {});
    }

    /** The first byte of a request was read. */
    Passage begin() {
        inFlight.increment();
        return new Passage(System.nanoTime());
    }

    /** It turned out to be none. */
    void forget() {
        inFlight.decrement();
    }

    /** Counts before the answer leaves, so that who has an answer in hand finds it counted. */
    void answering(Step step, int status) {
        counts.add(step, status);
    }

    /** A request is over, answered or not. */
    void over(Passage.Passed passed) {
        if (passed.status().isEmpty()) {
            counts.addUnanswered(passed.step());
        }
        witness.accept(passed);
        inFlight.decrement();
    }

    RequestCounts counts() {
        return counts;
    }

    /** So many requests have begun and are not over. */
    long inFlight() {
        return inFlight.sum();
    }
}
