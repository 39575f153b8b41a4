package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasegate.record.Outcome;
import dev.releasegate.record.RequestId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every request is told of exactly once, from the first byte read to the last byte written. */
class TrafficTest {
    private static final String HOST = "Host: x\r\n";
    private static final String HEALTH = "GET /health HTTP/1.1\r\n" + HOST;
    private static final String KEYED = HOST + "X-API-Key: " + RegistryFixture.KEY + "\r\n";
    private static final String GET = "GET /v1/registry/urn:example:a HTTP/1.1\r\n" + KEYED;
    private static final String PUT =
            "PUT /v1/registry/urn:example:a HTTP/1.1\r\n" + KEYED + "Content-Type: application/json\r\n";
    private static final String CLOSE = "Connection: close\r\n\r\n";
    private static final Duration DRAIN = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    private final Queue<Passage.Passed> passed = new ConcurrentLinkedQueue<>();
    private final Traffic traffic = new Traffic(passed::add);
    private RegistryFixture registry;

    @BeforeEach
    void listen() throws Exception {
        registry = new RegistryFixture(directory, traffic);
    }

    @AfterEach
    void close() throws Exception {
        registry.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET /health HTTP/1.1|Host: x||, health 200 ok",
        "HEAD /health HTTP/1.1|Host: x||, health 200 ok",
        "GET /nowhere HTTP/1.1|Host: x||, unmatched 404 not_found",
        "DELETE /health HTTP/1.1|Host: x||, unmatched 405 method_not_allowed",
        "GET /v1/registry/urn:example:a HTTP/1.1|Host: x||, registry_get 401 unauthorized",
        "GET /v1/registry/urn:example:a HTTP/1.1|KEYED||, registry_get 404 not_found",
        "PUT /v1/registry/urn:example:a HTTP/1.1|KEYED|Content-Length: 9999999||, registry_put 413 payload_too_large",
        "PUT /v1/registry/urn:example:a HTTP/1.1|KEYED|Content-Length: 2||{}, registry_put 415 unsupported_media_type",
        "GARBAGE||, unmatched 400 bad_request",
        "GET /health HTTP/1.1||, unmatched 400 bad_request",
        "GET /health HTTP/3.0|Host: x||, unmatched 505 http_505",
        "GET /LONG HTTP/1.1|Host: x||, unmatched 431 http_431",
        "|||GET /health HTTP/1.1|Host: x||, health 200 ok",
    })
    void a_request_is_told_of_with_its_step_its_status_and_its_outcome(String request, String told) throws Exception {
        String text = request.replace("|KEYED|", "|" + KEYED.strip() + "|")
                .replace("LONG", "a".repeat(9_000))
                .replaceFirst("\\|\\|(\\{})?$", "|Connection: close||$1")
                .replace("|", "\r\n");
        registry.raw(text);
        assertThat(allTold()).containsExactly(told);
    }

    @Test
    void each_request_of_a_connection_is_told_of_in_its_order() throws Exception {
        String head = "HEAD /health HTTP/1.1\r\n" + HOST + "\r\n";
        registry.raw(HEALTH + "\r\n" + head + "\r\n\r\n" + GET + "\r\n" + "GET /nowhere HTTP/1.1\r\n" + HOST + CLOSE);
        assertThat(allTold())
                .containsExactly(
                        "health 200 ok", "health 200 ok", "registry_get 404 not_found", "unmatched 404 not_found");
        assertThat(traffic.inFlight()).isZero();
    }

    @Test
    void a_connection_without_a_request_is_not_told_of() throws Exception {
        registry.connect().close();
        try (Socket socket = registry.connect()) {
            send(socket, "\r\n");
            send(socket, "\r\n");
            assertThat(registry.get("/health").statusCode()).isEqualTo(200);
        }
        assertThat(allTold()).containsExactly("health 200 ok");
        assertThat(traffic.inFlight()).isZero();
    }

    @Test
    void clients_that_go_away_within_a_request_are_told_of() throws Exception {
        for (String half : List.of("G", HEALTH, PUT + "Content-Length: 15\r\n\r\n{")) {
            long before = passed.size();
            try (Socket socket = registry.connect()) {
                send(socket, half);
                await(() -> traffic.inFlight() == 1);
                socket.setSoLinger(true, 0);
            }
            await(() -> passed.size() == before + 1);
        }
        assertThat(allTold())
                .containsExactly(
                        "unmatched - connection_reset",
                        "unmatched - connection_reset",
                        "registry_put - connection_reset");
        assertThat(registry.server.counts().toJson())
                .contains("\"registry_put\":1")
                .contains("\"unmatched\":2");
    }

    @Test
    void a_client_that_does_not_wait_for_its_answer_is_told_of_once() throws Exception {
        registry.store.hold();
        try (Socket socket = registry.connect()) {
            send(socket, GET + "\r\n" + GET + "\r\n");
            await(() -> traffic.inFlight() == 2);
            socket.setSoLinger(true, 0);
        }
        await(() -> passed.size() == 2);
        registry.store.release();
        assertThat(allTold()).containsExactly("registry_get - connection_reset", "registry_get - connection_reset");
        assertThat(registry.server.counts().toJson()).contains("\"registry_get\":2");
    }

    @Test
    void what_is_still_running_when_the_server_is_closed_is_told_of() throws Exception {
        registry.store.hold();
        try (Socket socket = registry.connect();
                Socket half = registry.connect()) {
            send(socket, GET + "\r\n");
            send(half, "GET /hea");
            await(() -> traffic.inFlight() == 2);
            registry.server.stop(Duration.ZERO);
        }
        assertThat(told()).containsExactlyInAnyOrder("registry_get - connection_reset", "unmatched - connection_reset");
        assertThat(traffic.inFlight()).isZero();
        registry.store.release();
        registry.server.stop(DRAIN);
    }

    @Test
    void malformed_chunks_are_told_of_as_an_invalid_body() throws Exception {
        registry.raw(PUT + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n");
        assertThat(allTold()).containsExactly("registry_put - body_invalid");
    }

    @Test
    void the_time_begins_with_the_first_byte_and_not_with_the_whole_head() throws Exception {
        try (Socket socket = registry.connect()) {
            send(socket, "G");
            await(() -> traffic.inFlight() == 1);
            long begunNanos = System.nanoTime();
            askManyTimes();
            long laterNanos = System.nanoTime();
            send(socket, (HEALTH + CLOSE).substring(1));
            RegistryFixture.readToEnd(socket);
            assertThat(last().elapsedNanos()).isGreaterThanOrEqualTo(laterNanos - begunNanos);
        }
    }

    @Test
    void the_time_of_a_request_that_waits_on_an_open_connection_begins_with_itself() throws Exception {
        try (Socket socket = registry.connect()) {
            send(socket, HEALTH + "\r\n\r\n");
            await(() -> passed.size() == 1);
            askManyTimes();
            long beforeNanos = System.nanoTime();
            send(socket, HEALTH + CLOSE);
            RegistryFixture.readToEnd(socket);
            Passage.Passed last = last();
            assertThat(last.elapsedNanos()).isLessThanOrEqualTo(System.nanoTime() - beforeNanos);
        }
    }

    /** More answers than all buffers between here and there hold, so that the last one cannot be written unread. */
    @Test
    void the_time_ends_with_the_last_byte_written_and_not_with_the_answer() throws Exception {
        int answers = 20;
        String body = "{\"manifest\":{\"text\":\"" + "a".repeat(1_000_000) + "\"}}";
        assertThat(registry.put("/v1/registry/urn:example:a", body).statusCode())
                .isEqualTo(201);
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4_096);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), registry.server.port()));
            await(() -> traffic.inFlight() == 0);
            send(socket, (GET + "\r\n").repeat(answers - 1) + GET + CLOSE);
            await(() -> traffic.inFlight() + passed.size() == answers + 1);
            long allBegunNanos = System.nanoTime();
            askManyTimes();
            assertThat(traffic.inFlight()).isPositive();
            long laterNanos = System.nanoTime();
            RegistryFixture.readToEnd(socket);
            assertThat(last().elapsedNanos()).isGreaterThanOrEqualTo(laterNanos - allBegunNanos);
        }
        assertThat(allTold()).filteredOn("registry_get 200 ok"::equals).hasSize(answers);
    }

    @ParameterizedTest
    @CsvSource({
        "X-Request-Id: 7c1c9a3e-5d0b-4c33-9a51-0a4b6d1c2f3e, 7c1c9a3e-5d0b-4c33-9a51-0a4b6d1c2f3e",
        "x-request-id: a/b+c=:@~._-, a/b+c=:@~._-",
        "X-Request-Id: {\"a\"}, -",
        "X-Request-Id:, -",
        "X-Request-Id: LONG, -",
        "X-Request-Id: a|X-Request-Id: b, -",
        "X-Other: a, -",
    })
    void the_id_that_the_client_sent_is_kept_if_it_is_one(String header, String kept) throws Exception {
        registry.raw(HEALTH + header.replace("LONG", "a".repeat(129)).replace("|", "\r\n") + "\r\n" + CLOSE);
        registry.server.stop(DRAIN);
        assertThat(passed)
                .singleElement()
                .satisfies(request -> assertThat(
                                request.requestId().map(RequestId::text).orElse("-"))
                        .isEqualTo(kept));
    }

    /** Long enough to be seen, and nothing but work. */
    private void askManyTimes() {
        for (int i = 0; i < 20; i++) {
            registry.get("/health");
        }
    }

    private Passage.Passed last() throws InterruptedException {
        registry.server.stop(DRAIN);
        return passed.stream().reduce((first, second) -> second).orElseThrow();
    }

    private List<String> allTold() throws InterruptedException {
        registry.server.stop(DRAIN);
        return told();
    }

    private List<String> told() {
        return passed.stream().map(TrafficTest::words).toList();
    }

    private static String words(Passage.Passed request) {
        String status =
                request.status().isPresent() ? String.valueOf(request.status().getAsInt()) : "-";
        String outcome = request.outcome() instanceof Outcome.Failure failure
                ? failure.reason().code()
                : "ok";
        return request.step().word() + " " + status + " " + outcome;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }
}
