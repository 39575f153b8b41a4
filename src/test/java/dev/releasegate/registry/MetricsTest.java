package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@code /metrics} tells is well formed, and is what happened. */
class MetricsTest extends WithRegistry {
    private static final String NAME = "/v1/registry/urn:example:a";
    private static final String REQUESTS = "release_gate_registry_requests_total";
    private static final String DURATIONS = "release_gate_registry_request_duration_seconds";

    private static final String GET_UNKNOWN = "GET /v1/registry/urn:example:unknown HTTP/1.1\r\nHost: x\r\nX-API-Key: "
            + RegistryFixture.KEY + "\r\n\r\n";

    @Test
    void it_is_text_of_prometheus_and_takes_no_key() {
        HttpResponse<String> answer = registry.send(registry.request("/metrics").setHeader("X-API-Key", "wrong"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        PrometheusText text = PrometheusText.read(answer.body());
        assertThat(text.types())
                .containsEntry(REQUESTS, "counter")
                .containsEntry(DURATIONS, "histogram")
                .containsEntry("release_gate_registry_store_waiting", "gauge");
        assertThat(text.sum("release_gate_registry_build_info{version=")).isEqualTo(1);
        assertThat(text.value("release_gate_registry_start_time_seconds"))
                .isBetween(1.7e9, System.currentTimeMillis() / 1e3);
    }

    @Test
    void requests_are_counted_by_step_and_status() {
        registry.put(NAME, "{\"manifest\":{}}");
        registry.put(NAME, "{\"manifest\":{}}");
        registry.put(NAME, "{");
        registry.get(NAME);
        registry.get("/nowhere");
        PrometheusText text = text();
        assertThat(text.value(REQUESTS + "{step=\"registry_put\",status=\"201\"}"))
                .isEqualTo(1);
        assertThat(text.value(REQUESTS + "{step=\"registry_put\",status=\"200\"}"))
                .isEqualTo(1);
        assertThat(text.value(REQUESTS + "{step=\"registry_put\",status=\"400\"}"))
                .isEqualTo(1);
        assertThat(text.value(REQUESTS + "{step=\"registry_get\",status=\"200\"}"))
                .isEqualTo(1);
        assertThat(text.value(REQUESTS + "{step=\"unmatched\",status=\"404\"}")).isEqualTo(1);
        assertThat(text.sum(REQUESTS)).isEqualTo(5);
    }

    @Test
    void a_request_that_is_never_answered_is_counted_with_no_status_and_a_duration() throws Exception {
        try (Socket socket = registry.connect()) {
            socket.getOutputStream().write("GET /hea".getBytes(StandardCharsets.US_ASCII));
            awaitMetric("release_gate_registry_requests_in_flight", 2); // the scrape itself is one
            socket.setSoLinger(true, 0);
        }
        awaitMetric(REQUESTS + "{step=\"unmatched\",status=\"none\"}", 1);
        awaitMetric(DURATIONS + "_count{step=\"unmatched\"}", 1);
    }

    @Test
    void durations_are_counted_once_for_each_request_and_add_up() {
        for (int i = 0; i < 20; i++) {
            registry.get("/health");
        }
        awaitMetric(DURATIONS + "_count{step=\"health\"}", 20);
        assertThat(text().value(DURATIONS + "_sum{step=\"health\"}")).isPositive();
    }

    @Test
    void what_waits_for_the_store_is_told() throws Exception {
        registry.store.hold();
        Set<Socket> waiting = new HashSet<>();
        try {
            for (int i = 0; i < 7; i++) {
                Socket socket = registry.connect();
                waiting.add(socket);
                socket.getOutputStream().write(GET_UNKNOWN.getBytes(StandardCharsets.US_ASCII));
            }
            awaitMetric("release_gate_registry_store_waiting{queue=\"read\"}", 5); // two threads have taken two
            assertThat(text().value("release_gate_registry_store_waiting{queue=\"write\"}"))
                    .isZero();
        } finally {
            registry.store.release();
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    private void awaitMetric(String sample, double value) {
        while (text().samples().getOrDefault(sample, -1.0) != value) {
            Thread.onSpinWait();
        }
    }

    private PrometheusText text() {
        return PrometheusText.read(registry.get("/metrics").body());
    }
}
