package dev.releasegate.registry;

import dev.releasegate.record.Circumstances;
import dev.releasegate.record.PerfLogWriter;
import dev.releasegate.record.PerfRecord;
import dev.releasegate.record.Phase;
import dev.releasegate.record.Timing;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The log that the Registry keeps of its own requests, in the form of the gate's. Records wait in memory, in a bounded
 * queue, for a thread that writes them a few times a second: what serves the sockets never waits for the disk. A record
 * that finds the queue full, or the disk, is lost; how many were is counted, told, and marked in the log.
 */
final class PerfLog implements Witness, AutoCloseable {
    /** So many records may wait; some 10 MB. */
    static final int MOST_WAITING = 65_536;

    private static final String TOOL = "registry";

    /** Between two writes. So much is lost if the process is killed. */
    private static final long PACE_MS = 100;

    private final PerfLogWriter writer;
    private final String sessionId = UUID.randomUUID().toString();
    private final long openedNanos = System.nanoTime();
    private final Thread thread = new Thread(this::writeUntilClosed, "registry-perf-log");
    private final CountDownLatch closing = new CountDownLatch(1);
    private List<PerfRecord> waiting = new ArrayList<>();
    private boolean isTold;
    private long lost;
    private long unmarked;
    private volatile long written;

    private PerfLog(PerfLogWriter writer) {
        this.writer = writer;
        thread.setDaemon(true);
    }

    /**
     * Opens the log, or goes on with it.
     *
     * @throws IOException if it cannot be written or is something else than a perf log
     */
    static PerfLog open(Path file) throws IOException {
        return writingWith(PerfLogWriter.append(file));
    }

    /** The log closes the writer. */
    static PerfLog writingWith(PerfLogWriter writer) {
        PerfLog log = new PerfLog(writer);
        log.thread.start();
        return log;
    }

    /** Takes note of a request, and never waits for the disk. */
    @Override
    public void isOver(Passage.Passed request) {
        PerfRecord entry = entry(request);
        synchronized (this) {
            if (!isClosing() && waiting.size() < MOST_WAITING) {
                waiting.add(entry);
                if (waiting.size() == 1) {
                    notifyAll();
                }
                return;
            }
        }
        lose(1, "more than " + MOST_WAITING + " records wait for it to be written");
    }

    /** Records written by this process. */
    @Override
    public long written() {
        return written;
    }

    @Override
    public synchronized long lost() {
        return lost;
    }

    /** Writes what waits, and makes it survive a power loss. */
    @Override
    public void close() {
        synchronized (this) {
            closing.countDown();
            notifyAll();
        }
        try {
            thread.join();
            writer.close();
        } catch (IOException e) {
            Trouble.report("perf log", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (lost() > 0) {
            System.err.println("registry: perf log: " + lost() + " records are missing from it");
        }
    }

    private PerfRecord entry(Passage.Passed request) {
        double ms = request.elapsedNanos() / 1e6;
        Timing timing = Timing.dueAt(Math.max(0, request.beganNanos() - openedNanos) / 1e6);
        return new PerfRecord(
                Instant.now().minusNanos(request.elapsedNanos()),
                sessionId,
                new dev.releasegate.record.Step(TOOL, request.step().word()),
                ms,
                request.outcome(),
                new Circumstances(Phase.MEASURED, Optional.of(timing), Optional.empty(), request.requestId()));
    }

    private void writeUntilClosed() {
        try {
            while (awaitFirst()) {
                closing.await(PACE_MS, TimeUnit.MILLISECONDS);
                write(take());
            }
            write(List.of()); // the mark of what was lost last
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for a first record; false if there will be none. */
    private synchronized boolean awaitFirst() throws InterruptedException {
        while (waiting.isEmpty() && !isClosing()) {
            wait();
        }
        return !waiting.isEmpty();
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private synchronized List<PerfRecord> take() {
        List<PerfRecord> taken = waiting;
        waiting = new ArrayList<>();
        return taken;
    }

    private void write(List<PerfRecord> entries) {
        long before = writer.records();
        try {
            markGap();
            writer.write(entries);
        } catch (IOException e) {
            lose(entries.size() - (writer.records() - before), e.toString());
        }
        written = writer.records();
    }

    private void markGap() throws IOException {
        long missing = unmarked();
        if (missing > 0) {
            writer.writeGap(missing);
            marked(missing);
        }
    }

    private synchronized long unmarked() {
        return unmarked;
    }

    private synchronized void marked(long missing) {
        unmarked -= missing;
    }

    private synchronized void lose(long records, String why) {
        lost += records;
        unmarked += records;
        if (records > 0 && !isTold) {
            isTold = true;
            System.err.println("registry: perf log: records are lost, while requests go on: " + why);
        }
    }
}
