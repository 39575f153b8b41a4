package dev.releasegate.registry;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Grants so many requests at once as the limit says, and then each as its turn comes: a full bucket is empty after as many,
 * and fills evenly within the window. So within any one window no more than twice the limit is granted.
 */
final class TokenBucket {
    private final long intervalNanos;
    private final long windowNanos;
    private final LongSupplier nanoClock;

    /** The moment at which it would be full, if nobody took any more. Everything there is to know. */
    private final AtomicLong fullAtNanos;

    /**
     * Begins full.
     *
     * @param nanoClock a clock that only differences are taken of, as {@link System#nanoTime}
     */
    TokenBucket(RateLimit limit, LongSupplier nanoClock) {
        intervalNanos = limit.window().toNanos() / limit.requests();
        windowNanos = intervalNanos * limit.requests();
        this.nanoClock = nanoClock;
        fullAtNanos = new AtomicLong(nanoClock.getAsLong());
    }

    /**
     * What became of one request.
     *
     * @param left how many more would be granted at once
     * @param waitNanos if it was granted, until the bucket is full again; else until the next one will be granted
     */
    record Take(boolean isGranted, long left, long waitNanos) {
        private static final long NANOS_A_SECOND = 1_000_000_000;

        /** The wait in whole seconds, rounded up, so that who waits so long has waited long enough. */
        long waitSeconds() {
            return (waitNanos + NANOS_A_SECOND - 1) / NANOS_A_SECOND;
        }
    }

    /** Takes one, if there is one. */
    Take take() {
        long now = nanoClock.getAsLong();
        while (true) {
            long fullAt = fullAtNanos.get();
            long toFull = Math.max(fullAt - now, 0) + intervalNanos;
            if (toFull > windowNanos) {
                return new Take(false, 0, toFull - windowNanos);
            }
            if (fullAtNanos.compareAndSet(fullAt, now + toFull)) {
                return new Take(true, (windowNanos - toFull) / intervalNanos, toFull);
            }
        }
    }
}
