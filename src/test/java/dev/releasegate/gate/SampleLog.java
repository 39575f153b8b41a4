package dev.releasegate.gate;

import dev.releasegate.record.Outcome;
import dev.releasegate.record.PerfLogWriter;
import dev.releasegate.record.PerfRecord;
import dev.releasegate.record.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.IntToDoubleFunction;

/** Writes perf logs by hand: samples of the step cart of the tool shop. */
final class SampleLog {
    static final Step CART = new Step("shop", "cart");

    private static final Instant START = Instant.parse("2026-11-23T16:44:10Z");

    private SampleLog() {}

    /** A log of so many successes of this session, each of which took so many milliseconds. */
    static void write(Path log, String sessionId, int samples, double ms) throws IOException {
        write(log, sessionId, samples, i -> ms);
    }

    /** The same, each with a latency of its own. */
    static void write(Path log, String sessionId, int samples, IntToDoubleFunction ms) throws IOException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        try (PerfLogWriter writer = PerfLogWriter.create(log)) {
            for (int i = 0; i < samples; i++) {
                double latencyMs = ms.applyAsDouble(i);
                writer.write(new PerfRecord(START.plusMillis(i), sessionId, CART, latencyMs, Outcome.SUCCESS));
            }
        }
    }
}
