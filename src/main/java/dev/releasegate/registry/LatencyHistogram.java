package dev.releasegate.registry;

import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** How long requests took, in buckets with fixed bounds. Any thread may add to it at any time. */
final class LatencyHistogram {
    /** The upper bounds of the buckets in nanoseconds, each included; the last bucket has none. */
    private static final long[] BOUNDS_NANOS = {
        100_000,
        250_000,
        500_000,
        1_000_000,
        2_500_000,
        5_000_000,
        10_000_000,
        25_000_000,
        50_000_000,
        100_000_000,
        250_000_000,
        500_000_000,
        1_000_000_000,
        2_500_000_000L,
        5_000_000_000L,
        10_000_000_000L
    };

    private final LongAdder[] buckets =
            Stream.generate(LongAdder::new).limit(BOUNDS_NANOS.length + 1).toArray(LongAdder[]::new);
    private final LongAdder sumNanos = new LongAdder();

    /** Is given the buckets in their order, each with all that are below it. */
    @FunctionalInterface
    interface Reader {
        void bucket(long boundNanos, long upToIt);
    }

    void add(long nanos) {
        int bucket = 0;
        while (bucket < BOUNDS_NANOS.length && nanos > BOUNDS_NANOS[bucket]) {
            bucket++;
        }
        buckets[bucket].increment();
        sumNanos.add(nanos);
    }

    /** Reads all buckets with a bound; returns how many there are in all, those without a bound included. */
    long read(Reader reader) {
        long soFar = 0;
        for (int i = 0; i < BOUNDS_NANOS.length; i++) {
            soFar += buckets[i].sum();
            reader.bucket(BOUNDS_NANOS[i], soFar);
        }
        return soFar + buckets[BOUNDS_NANOS.length].sum();
    }

    long sumNanos() {
        return sumNanos.sum();
    }
}
