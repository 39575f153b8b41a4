package dev.releasegate.probe;

import dev.releasegate.record.Control;
import dev.releasegate.record.Outcome;
import dev.releasegate.record.PerfRecord;
import dev.releasegate.record.Phase;
import java.io.IOException;

/**
 * The probe's own control: it sends requests through the same client, on the same machine, to an answer that does
 * nothing. Before the first sample that warms the probe's own code up; beside each sample it shows whether the machine
 * was stuck.
 */
public final class Instrument implements AutoCloseable {
    /** The probe may get faster by so much later on without anybody's noticing. */
    private static final double NEGLIGIBLE_MS = 0.02;

    private final RunClock clock;
    private final ControlServer server;
    private final HttpProber prober;
    private final Thread warmUp;
    private final WarmUp own = new WarmUp(step -> NEGLIGIBLE_MS);
    private volatile boolean closed;

    private Instrument(RunClock clock, ControlServer server, HttpProber prober) {
        this.clock = clock;
        this.server = server;
        this.prober = prober;
        this.warmUp = new Thread(this::warmUp, "release-gate-instrument");
        warmUp.setDaemon(true);
        warmUp.start();
    }

    /** Starts, and begins to warm itself up in the background. */
    public static Instrument start(String sessionId, RunClock clock, ProbeLimits limits) throws IOException {
        ControlServer server = ControlServer.start();
        return new Instrument(clock, server, new HttpProber(server.baseUrl(), "control", sessionId, clock, limits));
    }

    /** Waits until the probe itself is warm, and says how many requests that took. */
    public int awaitWarm() throws InterruptedException {
        warmUp.join();
        return own.rounds();
    }

    /**
     * Prepares one control request, off the clock. It counts from when there was a worker for it: that all of them waited
     * for a slow service says nothing about the machine.
     */
    public OpenRun.Request<Control> prepare() {
        Prepared request = prober.prepare(ControlServer.call());
        return turn -> {
            Turn ready = new Turn(turn.freeNanos(), turn.freeNanos(), turn.phase());
            PerfRecord sample = prober.sample(request, ready).entry();
            return sample.outcome() instanceof Outcome.Success ? new Control.Took(sample.ms()) : Control.FAILED;
        };
    }

    @Override
    public void close() throws IOException {
        closed = true;
        try (server) {
            prober.close();
        }
    }

    private void warmUp() {
        try {
            do {
                Prepared request = prober.prepare(ControlServer.call());
                HttpProber.Sample sample = prober.sample(request, Turn.now(clock, Phase.WARM_UP));
                own.took("control", sample.entry().ms());
            } while (own.goOn() && !closed);
        } catch (IllegalStateException e) {
            if (!closed) {
                throw e; // else it was closed under us, because the service did not come up
            }
        }
    }
}
