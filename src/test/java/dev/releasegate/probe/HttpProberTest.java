package dev.releasegate.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasegate.record.ErrorReason;
import dev.releasegate.record.Outcome;
import dev.releasegate.record.PerfRecord;
import dev.releasegate.record.Phase;
import dev.releasegate.record.RequestId;
import dev.releasegate.record.Step;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HttpProberTest {
    private static final RunClock CLOCK = RunClock.starting(NanoClock.SYSTEM);
    private static final String[] HELLO = {
        "HTTP/1.1 200 OK", "Content-Type: text/plain", "Content-Length: 5", "", "hello"
    };

    @Test
    void a_sample_says_when_by_whom_and_what_was_asked() throws IOException {
        try (RawServer server = RawServer.answering(HELLO);
                HttpProber prober = prober(server.url())) {
            PerfRecord sample = prober.sample(prober.prepare(get("/cart", Expectation.bodyContains("hello"))), now())
                    .entry();

            assertThat(sample.sessionId()).isEqualTo("s-1");
            assertThat(sample.step()).isEqualTo(new Step("shop", "a-step"));
            assertThat(sample.outcome()).isEqualTo(Outcome.SUCCESS);
            assertThat(sample.ms()).isPositive();
            assertThat(server.requests()).singleElement().asString().startsWith("GET /cart HTTP/1.1\r\n");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "X-Release-Gate-Instance: 00ff, 00ff",
        "x-release-gate-instance: FF, FF",
        "X-Release-Gate-Instance:, ",
        "X-Release-Gate-Instance: 00fg, ",
        "X-Release-Gate-Instance: 00000000000000000000000000000000000000000000000000000000000000000, ",
        "X-Release-Gate-Instance: 00\\r\\nX-Release-Gate-Instance: 00, ",
        "Server: x, ",
    })
    void what_an_answer_says_to_prove_who_gave_it_is_in_the_sample_as_it_was_found(
            String header, @Nullable String proof) throws IOException {
        String[] lines = {"HTTP/1.1 200 OK", header.replace("\\r\\n", "\r\n"), "Content-Length: 5", "", "hello"};
        try (RawServer server = RawServer.answering(lines);
                HttpProber prober = prober(server.url())) {
            PerfRecord sample = prober.sample(prober.prepare(get("/", Expectation.status(200))), now())
                    .entry();
            assertThat(sample.outcome()).isEqualTo(Outcome.SUCCESS);
            assertThat(sample.circumstances().proof()).isEqualTo(Optional.ofNullable(proof));
        }
    }

    @Test
    void a_503_that_asks_to_be_tried_again_is_one_request_and_one_failure() throws IOException {
        assertOneFailure(
                get("/", Expectation.status(200)),
                "service_unavailable",
                "HTTP/1.1 503 Service Unavailable",
                "Retry-After: 0",
                "Content-Length: 0",
                "",
                "");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"GET", "PUT", "POST", "DELETE"})
    void a_connection_that_is_dropped_before_the_answer_is_one_request_and_one_failure(String method)
            throws IOException {
        Call call = new Call("a-step", method, "/", Map.of(), Optional.of("{}"), Expectation.status(200));
        assertOneFailure(call, "connection_reset", "");
    }

    @Test
    void a_redirect_is_not_followed_and_the_key_goes_nowhere_else() throws IOException {
        try (RawServer elsewhere = RawServer.answering(HELLO);
                RawServer server = RawServer.answering(
                        "HTTP/1.1 302 Found", "Location: " + elsewhere.url() + "/", "Content-Length: 0", "", "");
                HttpProber prober = prober(server.url())) {
            Call call = new Call(
                    "a-step", "GET", "/", Map.of("X-API-Key", "k3y"), Optional.empty(), Expectation.status(200));

            assertThat(prober.sample(prober.prepare(call), now()).entry().outcome())
                    .isEqualTo(failure("http_302"));
            assertThat(server.requests()).singleElement().asString().contains("\r\nX-API-Key: k3y\r\n");
            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @Test
    void an_answer_without_a_body_has_a_media_type_all_the_same() throws IOException {
        try (RawServer server =
                        RawServer.answering("HTTP/1.1 200 OK", "Content-Type: text/html", "Content-Length: 6", "", "");
                HttpProber prober = prober(server.url())) {
            Call call = new Call("a-step", "HEAD", "/", Map.of(), Optional.empty(), Expectation.mediaType("text/html"));

            assertThat(prober.sample(prober.prepare(call), now()).entry().outcome())
                    .isEqualTo(Outcome.SUCCESS);
        }
    }

    @Test
    void a_packed_answer_is_neither_asked_for_nor_unpacked() throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        byte[] packed = packed("hello");
        answer.writeBytes(("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + packed.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        answer.writeBytes(packed);
        try (RawServer server = RawServer.answering(answer.toByteArray());
                HttpProber prober = prober(server.url())) {
            PerfRecord sample = prober.sample(prober.prepare(get("/", Expectation.bodyContains("hello"))), now())
                    .entry();

            assertThat(sample.outcome()).isEqualTo(failure("assertion_failed"));
            assertThat(server.requests()).singleElement().asString().doesNotContainIgnoringCase("accept-encoding");
        }
    }

    @Test
    void an_answer_that_came_before_its_request_is_not_taken_for_one() throws IOException {
        try (RawServer server = RawServer.keepingAlive(
                        "HTTP/1.1 200 OK",
                        "Content-Length: 5",
                        "",
                        "helloHTTP/1.1 200 OK",
                        "Content-Length: 5",
                        "",
                        "hello");
                HttpProber prober = prober(server.url())) {
            Call call = get("/", Expectation.bodyContains("hello"));

            assertThat(prober.sample(prober.prepare(call), now()).entry().outcome())
                    .isEqualTo(Outcome.SUCCESS);
            HttpProber.Sample second = prober.sample(prober.prepare(call), now());
            assertThat(second.entry().outcome()).isEqualTo(failure("body_invalid"));
            assertThat(second.seen())
                    .contains("the service has sent more than the answers to the requests before this one");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void a_cookie_is_not_sent_back() throws IOException {
        try (RawServer server = RawServer.keepingAlive(
                        "HTTP/1.1 200 OK", "Set-Cookie: seen=1; Path=/", "Content-Length: 0", "", "");
                HttpProber prober = prober(server.url())) {
            prober.sample(prober.prepare(get("/", Expectation.status(200))), now());
            prober.sample(prober.prepare(get("/", Expectation.status(200))), now());

            assertThat(server.requests()).hasSize(2).noneMatch(request -> request.contains("Cookie"));
        }
    }

    @Test
    void a_401_is_not_answered_with_credentials() throws IOException {
        assertOneFailure(
                get("/", Expectation.status(200)),
                "unauthorized",
                "HTTP/1.1 401 Unauthorized",
                "WWW-Authenticate: Basic realm=\"x\"",
                "Content-Length: 0",
                "",
                "");
    }

    @Test
    void a_connection_is_used_again() throws IOException {
        try (RawServer server = RawServer.keepingAlive(HELLO);
                HttpProber prober = prober(server.url())) {
            for (int i = 0; i < 5; i++) {
                assertThat(prober.sample(prober.prepare(get("/", Expectation.status(200))), now())
                                .entry()
                                .outcome())
                        .isEqualTo(Outcome.SUCCESS);
            }
            assertThat(server.requests()).hasSize(5);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void nobody_at_the_port_is_a_failure_that_took_real_time() throws IOException {
        URI nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
        try (HttpProber prober = prober(nobody)) {
            PerfRecord sample = prober.sample(prober.prepare(get("/", Expectation.status(200))), now())
                    .entry();

            assertThat(sample.outcome()).isEqualTo(failure("connection_refused"));
            assertThat(sample.ms()).isPositive();
        }
    }

    @Test
    void an_answer_that_ends_before_its_length_is_a_failure() throws IOException {
        assertOneFailure(
                get("/", Expectation.status(200)),
                "connection_reset",
                "HTTP/1.1 200 OK",
                "Content-Length: 100",
                "",
                "only this");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "no number, body_invalid, 'zz'",
        "no end, body_invalid, '5'",
        "fewer bytes than announced, body_invalid, 'ff'",
    })
    void an_answer_with_a_broken_chunk_is_a_failure(String what, String reason, String size) throws IOException {
        assertThat(what).isNotEmpty();
        assertOneFailure(
                get("/", Expectation.status(200)),
                reason,
                "HTTP/1.1 200 OK",
                "Transfer-Encoding: chunked",
                "",
                size,
                "hello");
    }

    @Test
    void what_is_not_http_is_a_failure() throws IOException {
        assertOneFailure(get("/", Expectation.status(200)), "body_invalid", "220 mail.example.org ESMTP", "", "");
        assertOneFailure(get("/", Expectation.status(200)), "body_invalid", "ready", "HTTP/1.1 200 OK", "", "");
    }

    @Test
    void an_answer_longer_than_the_bound_is_cut_off_and_is_a_failure() throws Exception {
        byte[] head = "HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] endless = new byte[3 * AnswerReading.MOST_BODY_BYTES];
        System.arraycopy(head, 0, endless, 0, head.length);
        try (RawServer server = RawServer.answering(endless);
                HttpProber prober = prober(server.url())) {
            PerfRecord sample = prober.sample(prober.prepare(get("/", Expectation.status(200))), now())
                    .entry();

            assertThat(sample.outcome()).isEqualTo(failure("body_invalid"));
        }
    }

    @Test
    void an_answer_of_just_the_bound_is_read() throws IOException {
        byte[] head = ("HTTP/1.1 200 OK\r\nContent-Length: " + AnswerReading.MOST_BODY_BYTES + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] longest = new byte[head.length + AnswerReading.MOST_BODY_BYTES];
        System.arraycopy(head, 0, longest, 0, head.length);
        try (RawServer server = RawServer.answering(longest);
                HttpProber prober = prober(server.url())) {
            assertThat(prober.sample(prober.prepare(get("/", Expectation.status(200))), now())
                            .entry()
                            .outcome())
                    .isEqualTo(Outcome.SUCCESS);
        }
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"404, not_found", "422, validation_error", "418, http_418", "204, http_204", "500, internal_error"})
    void an_unexpected_status_is_a_failure_with_the_name_of_the_status(int status, String reason) throws IOException {
        assertOneFailure(
                get("/", Expectation.status(200)),
                reason,
                "HTTP/1.1 " + status + " Whatever",
                status == 204 ? "X-Nothing: 0" : "Content-Length: 0",
                "",
                "");
    }

    @Test
    void a_404_is_a_success_where_it_is_expected() throws IOException {
        try (RawServer server = RawServer.answering("HTTP/1.1 404 Not Found", "Content-Length: 0", "", "");
                HttpProber prober = prober(server.url())) {
            assertThat(prober.sample(prober.prepare(get("/", Expectation.status(404))), now())
                            .entry()
                            .outcome())
                    .isEqualTo(Outcome.SUCCESS);
        }
    }

    @ParameterizedTest(name = "{0}{1}")
    @CsvSource({"'', /a, /a", "/, /a, /a", "/shop, /a?b=c%20d, /shop/a?b=c%20d", "/shop/, /a, /shop/a"})
    void the_path_of_the_base_url_goes_before_every_path(String base, String path, String asked) throws IOException {
        try (RawServer server = RawServer.answering(HELLO);
                HttpProber prober = prober(URI.create(server.url() + base))) {
            prober.sample(prober.prepare(get(path, Expectation.status(200))), now());

            assertThat(server.requests()).singleElement().asString().startsWith("GET " + asked + " HTTP/1.1\r\n");
        }
    }

    @Test
    void a_body_is_sent_as_json_in_utf_8_unless_its_header_says_otherwise() throws IOException {
        try (RawServer server = RawServer.keepingAlive(HELLO);
                HttpProber prober = prober(server.url())) {
            prober.sample(prober.prepare(put(Map.of(), "{\"price\":\"5 €\"}")), now());
            prober.sample(prober.prepare(put(Map.of("Content-Type", "text/plain"), "5 €")), now());

            assertThat(server.requests().get(0))
                    .startsWith("PUT /price HTTP/1.1\r\n")
                    .containsIgnoringCase("\r\nContent-Type: application/json; charset=UTF-8\r\n")
                    .endsWith("\r\n\r\n{\"price\":\"5 €\"}");
            assertThat(server.requests().get(1))
                    .contains("\r\nContent-Type: text/plain\r\n")
                    .endsWith("\r\n\r\n5 €");
        }
    }

    @Test
    void a_sample_keeps_the_name_that_its_request_had_on_the_wire() throws IOException {
        try (RawServer server = RawServer.keepingAlive(HELLO);
                HttpProber prober = prober(server.url())) {
            String id = prober.sample(prober.prepare(get("/", Expectation.status(200))), now())
                    .entry()
                    .circumstances()
                    .requestId()
                    .orElseThrow()
                    .text();
            assertThat(server.requests().get(0)).contains("\r\nX-Request-Id: " + id + "\r\n");
        }
    }

    @ParameterizedTest
    @CsvSource({"mine-1, mine-1", "no name at all, -"})
    void a_name_that_the_user_gives_is_sent_as_it_is(String given, String kept) throws IOException {
        try (RawServer server = RawServer.keepingAlive(HELLO);
                HttpProber prober = prober(server.url())) {
            PerfRecord sample = prober.sample(prober.prepare(put(Map.of("x-request-id", given), "")), now())
                    .entry();
            assertThat(sample.circumstances().requestId().map(RequestId::text).orElse("-"))
                    .isEqualTo(kept);
            assertThat(server.requests().get(0))
                    .containsOnlyOnce("-Request-Id: ")
                    .contains("X-Request-Id: " + given + "\r\n");
        }
    }

    private static void assertOneFailure(Call call, String reason, String... answer) throws IOException {
        try (RawServer server = RawServer.answering(answer);
                HttpProber prober = prober(server.url())) {
            PerfRecord sample = prober.sample(prober.prepare(call), now()).entry();

            assertThat(sample.outcome()).isEqualTo(failure(reason));
            assertThat(server.requests()).hasSize(1);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    private static Turn now() {
        return Turn.now(CLOCK, Phase.MEASURED);
    }

    private static HttpProber prober(URI url) {
        return new HttpProber(url, "shop", "s-1", CLOCK, ProbeLimits.connections(1));
    }

    private static Call get(String path, Expectation expectation) {
        return new Call("a-step", "GET", path, Map.of(), Optional.empty(), expectation);
    }

    private static Call put(Map<String, String> headers, String body) {
        return new Call("a-step", "PUT", "/price", headers, Optional.of(body), Expectation.status(200));
    }

    private static Outcome failure(String reason) {
        return new Outcome.Failure(new ErrorReason(reason));
    }

    private static byte[] packed(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream packer = new GZIPOutputStream(bytes)) {
            packer.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
