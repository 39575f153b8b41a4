package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no well-behaved client sends. */
class RawRequestTest extends WithRegistry {
    private static final String HOST = "Host: x\r\n";
    private static final String PUT = "PUT /v1/registry/urn:example:a HTTP/1.1\r\n" + HOST + "X-API-Key: "
            + RegistryFixture.KEY + "\r\nContent-Type: application/json\r\n";
    private static final String SMUGGLED = "GET /openapi.json HTTP/1.1\r\n" + HOST + "\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: gzip, chunked\r\n",
                "Transfer-Encoding: identity\r\n",
                "Content-Length: 4\r\nContent-Length: 5\r\n",
                "Content-Length: 4\r\nContent-Length: 4\r\n",
                "Content-Length: 4, 4\r\n",
                "Content-Length: -4\r\n",
                "Content-Length: +4\r\n",
                "Content-Length: 4x\r\n",
                "Content-Length: 99999999999999999999\r\n",
                "Content-Length : 4\r\n",
                "Host: y\r\n",
            })
    void a_head_that_two_readers_could_understand_differently_is_refused_with_400(String headers) throws IOException {
        String answer = registry.raw(PUT + headers + "\r\n0\r\n\r\n" + SMUGGLED);
        assertThat(answer)
                .startsWith("HTTP/1.1 400 ")
                .contains("Content-Type: application/json\r\n")
                .containsIgnoringCase("Connection: close\r\n")
                .endsWith("\r\n\r\n{\"error\":\"bad_request\",\"message\":\"The head of the request is malformed\"}");
        assertThat(registry.server.counts().toJson()).contains("\"openapi\":0");
    }

    @Test
    void a_request_without_a_host_is_refused() throws IOException {
        assertThat(registry.raw("GET /health HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 400 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GARBAGE\r\n\r\n", "GET /health HTTP/x.y\r\nHost: x\r\n\r\n"})
    void what_is_no_request_is_refused_with_400(String text) throws IOException {
        assertThat(registry.raw(text)).startsWith("HTTP/1.1 400 ").contains("{\"error\":\"bad_request\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?", "?+foo", "?=q"})
    void a_query_after_the_urn_is_refused_with_400_however_short(String query) throws IOException {
        String put = PUT.replaceFirst(" HTTP", Matcher.quoteReplacement(query + " HTTP"));
        assertThat(registry.raw(put + "Content-Length: 15\r\nConnection: close\r\n\r\n{\"manifest\":{}}"))
                .startsWith("HTTP/1.1 400 ")
                .contains("{\"error\":\"bad_request\",\"message\":\"This path takes no query: ");
    }

    @Test
    void a_head_over_the_limits_is_refused_with_431() throws IOException {
        String line = "GET /" + "a".repeat(10_000) + " HTTP/1.1\r\n" + HOST + "\r\n";
        String headers = "GET /health HTTP/1.1\r\n" + HOST + "X: y\r\n".repeat(101) + "\r\n";
        assertThat(List.of(registry.raw(line), registry.raw(headers)))
                .allSatisfy(answer -> assertThat(answer)
                        .startsWith("HTTP/1.1 431 ")
                        .contains("{\"error\":\"request_header_fields_too_large\""));
    }

    @Test
    void an_announced_body_over_the_limit_is_refused_with_413_before_it_is_sent() throws IOException {
        assertThat(registry.raw(PUT + "Content-Length: " + (Body.LIMIT + 1) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 413 ")
                .contains("{\"error\":\"payload_too_large\"");
    }

    @Test
    void a_chunked_body_over_the_limit_is_refused_with_413_while_it_still_arrives() throws IOException {
        String chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
        String answer = registry.raw(PUT + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(17));
        assertThat(answer).startsWith("HTTP/1.1 413 ").contains("{\"error\":\"payload_too_large\"");
    }

    @Test
    void a_chunked_body_at_the_limit_is_taken() throws IOException {
        String json = "{\"manifest\":{}}";
        String body = json + " ".repeat(Body.LIMIT - json.length());
        String chunked = Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
        assertThat(registry.raw(PUT + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked))
                .startsWith("HTTP/1.1 201 ");
    }

    @Test
    void malformed_chunks_end_the_connection_and_change_nothing() throws IOException {
        registry.raw(PUT + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{\"manifest\":{}}\r\n0\r\n\r\n");
        assertThat(registry.get("/v1/registry/urn:example:a").statusCode()).isEqualTo(404);
    }

    @Test
    void the_body_is_asked_for_only_when_it_is_wanted() throws IOException {
        String expecting = "Expect: 100-continue\r\nContent-Length: 15\r\n\r\n";
        try (Socket socket = registry.connect()) {
            send(socket, PUT + "Connection: close\r\n" + expecting);
            BufferedReader reader = reader(socket);
            assertThat(reader.readLine()).startsWith("HTTP/1.1 100 ");
            assertThat(reader.readLine()).isEmpty();
            send(socket, "{\"manifest\":{}}");
            assertThat(reader.readLine()).startsWith("HTTP/1.1 201 ");
        }
        String wrongKey = PUT.replace(RegistryFixture.KEY, "wrong") + "Connection: close\r\n" + expecting;
        assertThat(registry.raw(wrongKey)).startsWith("HTTP/1.1 401 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET http://any.host/health HTTP/1.1", "GET /health?x=y HTTP/1.1", "GET /health HTTP/1.0"})
    void any_host_and_either_form_of_target_is_served(String line) throws IOException {
        assertThat(registry.raw(line + "\r\nHost: any.host:99\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("{\"status\":\"ok\"}");
    }

    @Test
    void pipelined_requests_are_answered_in_order() throws IOException {
        String health = "GET /health HTTP/1.1\r\n" + HOST + "\r\n";
        String last = "GET /nowhere HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n";
        assertThat(registry.raw(health + SMUGGLED + health + last).split("HTTP/1.1 "))
                .extracting(answer -> answer.isEmpty() ? "" : answer.substring(0, 3))
                .containsExactly("", "200", "200", "200", "404");
    }

    @Test
    void two_hundred_stalled_clients_hold_up_nobody() throws IOException {
        List<Socket> stalled = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                Socket socket = registry.connect();
                stalled.add(socket);
                send(socket, i % 2 == 0 ? "GET /hea" : PUT + "Content-Length: 99\r\n\r\n{");
            }
            assertThat(registry.put("/v1/registry/urn:example:b", "{\"manifest\":{}}")
                            .statusCode())
                    .isEqualTo(201);
        } finally {
            for (Socket socket : stalled) {
                socket.close();
            }
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }
}
