package dev.releasegate.gate;

import dev.releasegate.probe.RunClock;
import dev.releasegate.report.ReportLine;
import java.util.function.Consumer;

/** Says from time to time that the probe is still at it, so that nobody takes a quiet build for a dead one. */
final class Progress {
    private static final long EVERY_NANOS = 10_000_000_000L;

    private final RunClock clock;
    private final Consumer<ReportLine> console;
    private long nextNanos;

    Progress(RunClock clock, Consumer<ReportLine> console) {
        this.clock = clock;
        this.console = console;
        this.nextNanos = clock.nanos() + EVERY_NANOS;
    }

    /** There are so many samples now. */
    void see(long samples) {
        if (clock.nanos() - nextNanos >= 0) {
            nextNanos += EVERY_NANOS;
            console.accept(ReportLine.info("… " + samples + " samples so far"));
        }
    }
}
