package dev.releasegate.probe;

import dev.releasegate.record.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Sends what a schedule says when it says so: a slow answer never delays the next request. One worker at a time leads: it
 * waits until the next request is due, hands the lead to a free worker and sends. Workers are hired when none is free, up
 * to a limit; where the limit is reached, a request waits for a worker, and its {@link Turn} says so.
 *
 * @param <R> what comes of a request
 */
public final class OpenRun<R> implements AutoCloseable {
    /** So long before a request is due its worker stops sleeping, because no sleep ends on time. */
    private static final long AWAKE_NANOS = 100_000;

    private final ReentrantLock lead = new ReentrantLock();
    private final BlockingQueue<Event<R>> events = new LinkedBlockingQueue<>();
    private final List<Thread> workers = new ArrayList<>();
    private final Schedule schedule;
    private final RunClock clock;
    private final int mostWorkers;
    private final Sender<R> sender;
    private final long beganNanos;
    private boolean allWereBusy;
    private long freeSinceNanos;
    private int atWork;

    /**
     * Makes requests. Is called by several threads.
     *
     * @param <R> what comes of a request
     */
    @FunctionalInterface
    public interface Sender<R> {
        /** Prepares a request before it is due, off the clock. */
        Request<R> prepare(Schedule.Slot slot);
    }

    /**
     * A request that is ready to be sent.
     *
     * @param <R> what comes of it
     */
    @FunctionalInterface
    public interface Request<R> {
        /** Sends it now and waits for what comes of it. */
        R send(Turn turn);
    }

    /**
     * Begins to send at once.
     *
     * @param mostWorkers how many requests may be under way, 1 or more
     */
    public OpenRun(Schedule schedule, RunClock clock, int mostWorkers, Sender<R> sender) {
        this.schedule = schedule;
        this.clock = clock;
        this.mostWorkers = mostWorkers;
        this.sender = sender;
        this.beganNanos = clock.nanos();
        this.freeSinceNanos = beganNanos;
        lead.lock();
        try {
            hire();
        } finally {
            lead.unlock();
        }
    }

    /** When it began, in nanoseconds of its clock: what the schedule says counts from here. */
    public long beganNanos() {
        return beganNanos;
    }

    /** Waits for what came of the next request that ended; empty when all have, and none will follow. */
    public Optional<R> take() throws InterruptedException {
        Event<R> event = events.take();
        if (event instanceof Came<R> came) {
            return Optional.of(came.result());
        }
        if (event instanceof Broke<R> broke) {
            throw broke.why() instanceof RuntimeException known
                    ? known
                    : new IllegalStateException("a request could not be sent: " + broke.why(), broke.why());
        }
        return Optional.empty();
    }

    /** Sends nothing more, and lets no worker outlive it that can be interrupted. */
    @Override
    public void close() {
        schedule.stop();
        List<Thread> left;
        synchronized (workers) {
            left = List.copyOf(workers);
        }
        left.forEach(Thread::interrupt);
    }

    private void work() {
        try {
            for (Optional<Assignment<R>> next = lead(); next.isPresent(); next = lead()) {
                Assignment<R> mine = next.get();
                events.add(new Came<>(mine.request().send(mine.turn())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            events.add(new Broke<>(e));
            schedule.stop();
        } finally {
            leave();
        }
    }

    /** Waits for the lead, then until the next request is due. */
    private Optional<Assignment<R>> lead() throws InterruptedException {
        lead.lockInterruptibly();
        try {
            Optional<Schedule.Slot> slot = schedule.next();
            if (slot.isEmpty()) {
                return Optional.empty();
            }
            if (!lead.hasQueuedThreads()) {
                hire(); // now, because there is time
            }
            long due = beganNanos + slot.get().dueNanos();
            if (allWereBusy) {
                freeSinceNanos = clock.nanos(); // what was due before waited for this worker
            }
            long free = Math.max(due, freeSinceNanos);
            Request<R> request = sender.prepare(slot.get());
            sleepUntil(due);
            allWereBusy = !lead.hasQueuedThreads() && atWork == mostWorkers;
            return Optional.of(new Assignment<>(request, new Turn(due, free, Phase.MEASURED)));
        } finally {
            lead.unlock();
        }
    }

    private void sleepUntil(long dueNanos) throws InterruptedException {
        for (long left = dueNanos - clock.nanos(); left > 0; left = dueNanos - clock.nanos()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (left > AWAKE_NANOS) {
                LockSupport.parkNanos(left - AWAKE_NANOS);
            } else {
                Thread.onSpinWait();
            }
        }
    }

    /** Only who leads may hire. */
    private void hire() {
        if (atWork < mostWorkers) {
            Thread worker = new Thread(this::work, "release-gate-worker-" + (atWork + 1));
            worker.setDaemon(true);
            worker.start(); // it cannot leave before it is counted, because that takes the lead
            atWork++;
            synchronized (workers) {
                workers.add(worker);
            }
        }
    }

    /** The last one to leave says that there is no more. */
    private void leave() {
        lead.lock();
        try {
            if (--atWork == 0) {
                events.add(new Ended<>());
            }
        } finally {
            lead.unlock();
        }
    }

    private record Assignment<R>(Request<R> request, Turn turn) {}

    private sealed interface Event<R> {}

    private record Came<R>(R result) implements Event<R> {}

    private record Broke<R>(Throwable why) implements Event<R> {}

    private record Ended<R>() implements Event<R> {}
}
