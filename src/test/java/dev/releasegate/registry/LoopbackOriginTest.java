package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which pages in a browser may use the service. */
class LoopbackOriginTest extends WithRegistry {
    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost", "http://localhost:3000", "https://127.0.0.1:8443", "http://[::1]:5173"})
    void a_page_of_this_machine_may_read_every_answer(String origin) {
        for (String target : new String[] {"/health", "/v1/registry/urn:example:a", "/nowhere"}) {
            HttpResponse<String> answer = registry.send(registry.request(target).header("Origin", origin));
            assertThat(answer.headers().firstValue(ALLOW_ORIGIN)).as(target).contains(origin);
            assertThat(answer.headers().firstValue("Access-Control-Expose-Headers"))
                    .contains("ETag, RateLimit, RateLimit-Policy, Retry-After");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com",
                "http://localhost.example.com",
                "http://127.0.0.1.example.com",
                "http://localhost:3000.example.com",
                "null",
                "file://",
                "http://127.0.0.1@example.com",
                "http://LOCALHOST:x"
            })
    void a_page_from_elsewhere_may_not(String origin) {
        HttpResponse<String> answer = registry.send(registry.request("/health").header("Origin", origin));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue(ALLOW_ORIGIN)).isEmpty();
        assertThat(answer.headers().firstValue("Vary")).contains("Origin");
    }

    @ParameterizedTest(name = "{0} has {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "/health | GET, HEAD, OPTIONS",
                "/openapi.json | GET, HEAD, OPTIONS",
                "/v1/resolve | GET, HEAD, OPTIONS",
                "/v1/query | OPTIONS, POST",
                "/v1/registry/urn:example:a | GET, HEAD, OPTIONS, PUT",
            })
    void a_browser_may_ask_first_and_needs_no_key_for_that(String path, String methods) {
        HttpResponse<String> answer =
                registry.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + registry.server.port() + path))
                        .header("Origin", "http://localhost:3000")
                        .header("Access-Control-Request-Method", "PUT")
                        .method("OPTIONS", BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("Allow")).contains(methods);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Methods")).contains(methods);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Headers"))
                .contains("Content-Type, X-API-Key, If-Match, If-None-Match, Content-Digest, Repr-Digest");
    }

    @Test
    void a_page_from_elsewhere_is_told_the_methods_and_nothing_more() {
        HttpResponse<String> answer = registry.send(registry.request("/health")
                .header("Origin", "http://example.com")
                .method("OPTIONS", BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS");
        assertThat(answer.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
    }
}
