package dev.releasegate.probe;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Expires every exchange whose time is up, in one thread of its own. That thread sleeps until the next deadline that it
 * knows of and is woken only for an earlier one. So a request that is answered in time costs an entry in a map and wakes
 * nobody; an executor would wake its thread for every request, on a machine that is being measured.
 */
final class Watchdog implements AutoCloseable {
    private static final long LONGEST_SLEEP_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** Deadlines in nanoseconds of the machine's clock, because the waiting is real whatever a test's clock says. */
    private final Map<Exchange, Long> deadlines = new ConcurrentHashMap<>();

    private final Thread thread = new Thread(this::watch, "release-gate-watchdog");
    private volatile long wakesAt = System.nanoTime();
    private volatile boolean isClosed;

    private Watchdog() {
        thread.setDaemon(true);
    }

    static Watchdog start() {
        Watchdog watchdog = new Watchdog();
        watchdog.thread.start();
        return watchdog;
    }

    /** Expires the exchange after that many nanoseconds, unless it is forgotten before. */
    void watch(Exchange exchange, long nanos) {
        long deadline = System.nanoTime() + nanos;
        deadlines.put(exchange, deadline);
        if (deadline - wakesAt < 0) {
            LockSupport.unpark(thread);
        }
    }

    void forget(Exchange exchange) {
        deadlines.remove(exchange);
    }

    /** Returns when the thread is gone. */
    @Override
    public void close() {
        isClosed = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * An exchange that comes while the others are looked through is not missed: {@link #wakesAt} is set before that, so it
     * is either seen here, or sees that it must wake this thread.
     */
    private void watch() {
        while (!isClosed) {
            long now = System.nanoTime();
            long next = now + LONGEST_SLEEP_NANOS;
            wakesAt = next;
            for (Map.Entry<Exchange, Long> entry : deadlines.entrySet()) {
                long deadline = entry.getValue();
                if (deadline - now <= 0) {
                    entry.getKey().expire();
                } else if (deadline - next < 0) {
                    next = deadline;
                }
            }
            wakesAt = next;
            LockSupport.parkNanos(this, next - System.nanoTime());
        }
    }
}
