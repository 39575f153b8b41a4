package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.releasegate.gate.SummaryRun;
import dev.releasegate.record.LogLine;
import dev.releasegate.record.PerfLogReader;
import dev.releasegate.record.PerfRecord;
import dev.releasegate.record.RequestId;
import dev.releasegate.summary.LogSummary;
import dev.releasegate.summary.StepFilter;
import dev.releasegate.summary.StepSummary;
import dev.releasegate.summary.Summarizer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The perf log of the real program, in a JVM of its own and with the libraries that it has there, as the gate reads it. */
class PerfLogOfProgramTest {
    private static final String HOST = "Host: x\r\n";
    private static final String CLOSE = "Connection: close\r\n\r\n";
    private static final String KEYED = HOST + "X-API-Key: " + ForkedRegistry.KEY + "\r\n";
    private static final String HEALTH = "GET /health HTTP/1.1\r\n" + HOST;
    private static final String PUT =
            "PUT /v1/registry/urn:example:a HTTP/1.1\r\n" + KEYED + "Content-Type: application/json\r\n";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    @Test
    void the_log_the_metrics_the_last_words_and_what_was_asked_agree() throws Exception {
        String metrics;
        JsonNode stopped;
        long scrapes;
        Map<String, Long> asked = new TreeMap<>(Map.of(
                "health", 10L, "registry_put", 3L, "registry_get", 1L, "resolve", 2L, "options", 1L, "unmatched", 3L));
        try (ForkedRegistry registry = ForkedRegistry.startWithPerfLog(directory, file())) {
            registry.ask((HEALTH + "\r\n").repeat(9) + HEALTH + CLOSE);
            registry.ask(PUT + "Content-Length: 15\r\n" + CLOSE + "{\"manifest\":{}}");
            registry.ask(PUT + "Content-Length: 2\r\n" + CLOSE + "{}");
            registry.ask("GET /v1/registry/urn:example:a HTTP/1.1\r\n" + KEYED + CLOSE);
            registry.ask("GET /v1/resolve?urn=urn:example:b HTTP/1.1\r\n" + KEYED + CLOSE);
            registry.ask("GET /v1/resolve?urn=urn:example:b HTTP/1.1\r\n" + HOST + CLOSE);
            registry.ask("OPTIONS /health HTTP/1.1\r\n" + HOST + CLOSE);
            registry.ask("GET /nowhere HTTP/1.1\r\n" + HOST + CLOSE);
            registry.ask("GARBAGE\r\n\r\n");
            registry.ask("GET /" + "a".repeat(9_000) + " HTTP/1.1\r\n" + HOST + CLOSE);
            scrapes = 1 + leaveWithin(registry, PUT + "Content-Length: 15\r\n\r\n{");
            metrics = metrics(registry);
            assertThat(registry.endInput()).isZero();
            stopped = JSON.readTree(registry.remainingOutput().get(0)).at("/stopped/requests");
            assertThat(registry.errors()).isEmpty();
        }
        PrometheusText text = PrometheusText.read(metrics.substring(metrics.indexOf("\r\n\r\n") + 4));
        asked.forEach(
                (step, count) -> assertThat(text.sum("release_gate_registry_requests_total{step=\"" + step + "\""))
                        .as(step)
                        .isEqualTo(count.doubleValue()));
        asked.put("metrics", scrapes);
        assertThat(perStep(stopped)).isEqualTo(asked);
        LogSummary summary = summary();
        assertThat(summary.steps().stream()
                        .collect(Collectors.toMap(
                                step -> step.step().name(),
                                step -> step.counts().all())))
                .isEqualTo(asked);
        assertThat(summary.rejected()).isZero();
        assertThat(summary.torn()).isEmpty();
        assertThat(summary.sessions()).hasSize(1);
        assertThat(errors(summary, "unmatched")).isEqualTo(3);
        assertThat(errors(summary, "registry_put")).isEqualTo(2);
        assertThat(errors(summary, "resolve")).isEqualTo(2);
    }

    @Test
    void the_gate_sums_it_up() throws Exception {
        try (ForkedRegistry registry = ForkedRegistry.startWithPerfLog(directory, file())) {
            registry.ask((HEALTH + "\r\n").repeat(49) + HEALTH + CLOSE);
            assertThat(registry.terminate()).isZero();
        }
        assertThat(SummaryRun.run(file(), StepFilter.ALL, directory.resolve("summary.json"))
                        .toString())
                .contains("health", "50");
    }

    @Test
    void each_request_has_the_id_that_its_client_gave_it() throws Exception {
        try (ForkedRegistry registry = ForkedRegistry.startWithPerfLog(directory, file())) {
            registry.ask(
                    HEALTH + "X-Request-Id: one\r\n\r\n" + HEALTH + "\r\n" + HEALTH + "X-Request-Id: two\r\n" + CLOSE);
            assertThat(registry.terminate()).isZero();
        }
        assertThat(records())
                .extracting(entry ->
                        entry.circumstances().requestId().map(RequestId::text).orElse("-"))
                .containsExactly("one", "-", "two");
    }

    @Test
    void one_that_is_killed_leaves_a_log_that_the_next_one_goes_on_with() throws Exception {
        try (ForkedRegistry registry = ForkedRegistry.startWithPerfLog(directory, file())) {
            registry.ask(HEALTH + CLOSE);
            while (records().isEmpty()) {
                Thread.onSpinWait(); // until it is in the file, a fraction of a second later
            }
            registry.kill();
        }
        try (ForkedRegistry registry = ForkedRegistry.startWithPerfLog(directory, file())) {
            registry.ask(HEALTH + CLOSE);
            assertThat(registry.terminate()).isZero();
        }
        assertThat(records()).hasSize(2);
        assertThat(summary().sessions()).hasSize(2);
        assertThat(summary().rejected()).isZero();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void a_full_disk_stops_no_request_and_the_log_says_that_it_is_not_whole() throws Exception {
        int mostKib = 8 << 10;
        Files.writeString(file(), "{}".repeat((mostKib << 9) - 120) + "\n"); // a line of nearly so much
        int asked = 30;
        String metrics;
        try (ForkedRegistry registry = ForkedRegistry.startWithPerfLog(directory, file(), mostKib)) {
            for (int i = 0; i < asked; i++) {
                assertThat(registry.ask(HEALTH + CLOSE)).startsWith("HTTP/1.1 200 ");
            }
            metrics = metrics(registry);
            assertThat(registry.terminate()).isZero();
            assertThat(metrics).startsWith("HTTP/1.1 200 ");
            assertThat(registry.errors().lines())
                    .hasSize(2)
                    .first()
                    .asString()
                    .startsWith("registry: perf log: records are lost, while requests go on: ")
                    .contains("File too large");
            assertThat(registry.errors())
                    .endsWith(
                            "registry: perf log: " + (asked + 1 - records().size()) + " records are missing from it\n");
        }
        assertThat(records()).hasSizeLessThan(2);
        assertThat(summary().torn()).isPresent();
    }

    @Test
    void a_perf_log_that_cannot_be_written_is_named_in_one_line() throws Exception {
        try (ForkedRegistry registry = ForkedRegistry.startWithPerfLog(directory, directory)) {
            assertThat(registry.await()).isEqualTo(1);
            assertThat(registry.errors())
                    .isEqualTo("registry: cannot write the perf log " + directory
                            + ": it is there and is no plain file\n");
        }
    }

    /** Returns how often it took a look at the metrics. */
    private static long leaveWithin(ForkedRegistry registry, String half) throws IOException {
        long looks = 0;
        try (Socket socket = registry.connect()) {
            socket.getOutputStream().write(half.getBytes(StandardCharsets.US_ASCII));
            while (!metrics(registry).contains("_in_flight 2\n")) {
                looks++;
            }
            socket.setSoLinger(true, 0);
        }
        while (!metrics(registry).contains("status=\"none\"} 1\n")) {
            looks++;
        }
        return looks + 2;
    }

    private static String metrics(ForkedRegistry registry) throws IOException {
        return registry.ask("GET /metrics HTTP/1.1\r\n" + HOST + CLOSE);
    }

    private static Map<String, Long> perStep(JsonNode stopped) {
        Map<String, Long> counts = new TreeMap<>();
        stopped.properties()
                .forEach(step -> counts.put(step.getKey(), step.getValue().longValue()));
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    private static long errors(LogSummary summary, String name) {
        return summary.steps().stream()
                .filter(step -> step.step().name().equals(name))
                .map(StepSummary::counts)
                .mapToLong(counts -> counts.error())
                .sum();
    }

    private LogSummary summary() throws IOException {
        Summarizer summarizer = new Summarizer(StepFilter.ALL);
        PerfLogReader.read(file(), summarizer);
        return summarizer.summary();
    }

    private List<PerfRecord> records() throws IOException {
        List<PerfRecord> records = new ArrayList<>();
        PerfLogReader.read(file(), line -> {
            if (line instanceof LogLine.Sample sample) {
                records.add(sample.entry());
            }
        });
        return records;
    }

    private Path file() {
        return directory.resolve("perf.jsonl");
    }
}
