package dev.releasegate.registry;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** All requests of one server: counts them, and hands on what became of each. Everybody may call it from any thread. */
final class Traffic {
    private final RequestCounts counts = new RequestCounts();
    private final Map<Step, LatencyHistogram> latencies = new EnumMap<>(Step.class);
    private final LongAdder inFlight = new LongAdder();
    private final Witness witness;

    /** @param witness is told of each request that is over */
    Traffic(Witness witness) {
        this.witness = witness;
        Stream.of(Step.values()).forEach(step -> latencies.put(step, new LatencyHistogram()));
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
        latencies(passed.step()).add(passed.elapsedNanos());
        witness.isOver(passed);
        inFlight.decrement();
    }

    RequestCounts counts() {
        return counts;
    }

    LatencyHistogram latencies(Step step) {
        return latencies.computeIfAbsent(step, any -> new LatencyHistogram());
    }

    Witness witness() {
        return witness;
    }

    /** So many requests have begun and are not over. */
    long inFlight() {
        return inFlight.sum();
    }
}
