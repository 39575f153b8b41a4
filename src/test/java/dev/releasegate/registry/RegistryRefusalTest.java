package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, with which status, and what the caller is told. */
class RegistryRefusalTest extends WithRegistry {
    private static final String NAME = "/v1/registry/urn:example:a";
    private static final String MANIFEST = "{\"manifest\":{\"name\":\"a\"}}";

    @ParameterizedTest(name = "{0} {1} is answered {2}")
    @CsvSource({
        "GET, /v1/registry/nonsense, 400, bad_request",
        "GET, /v1/registry/, 400, bad_request",
        "GET, /v1/registry/urn:example:%ff, 400, bad_request",
        "PUT, /v1/registry/nonsense, 400, bad_request",
        "GET, /v1/resolve, 400, bad_request",
        "GET, /v1/resolve?urn=, 400, bad_request",
        "GET, /v1/resolve?urn=%20, 400, bad_request",
        "GET, /v1/resolve?urn=urn:a1:b&urn=urn:a1:b, 400, bad_request",
        "GET, /v1/resolve?urn=urn:unknown:b, 404, not_found",
        "GET, /v1/resolve?nurn=x&urn=urn:unknown:b, 400, bad_request",
        "GET, /v1/resolve?urn=urn:a1:b&c, 400, bad_request",
        "GET, /v1/registry/urn:example:a?+foo, 400, bad_request",
        "PUT, /v1/registry/urn:example:a?+foo, 400, bad_request",
        "PUT, /v1/registry/urn:example:a?x=1, 400, bad_request",
        "DELETE, /v1/registry/urn:example:a?=q, 405, method_not_allowed",
        "GET, /, 404, not_found",
        "GET, /v1/registry, 404, not_found",
        "GET, /v1/registry/urn:example:a/b, 404, not_found",
        "GET, /Health, 404, not_found",
        "POST, /health, 405, method_not_allowed",
        "TRACE, /openapi.json, 405, method_not_allowed",
        "GET, /v1/query, 405, method_not_allowed",
        "PUT, /v1/resolve?urn=urn:a1:b, 405, method_not_allowed",
        "DELETE, /v1/registry/urn:example:a, 405, method_not_allowed",
        "get, /health, 405, method_not_allowed",
    })
    void what_cannot_be_served_is_refused_in_json(String method, String target, int status, String error) {
        assertAnswer(
                registry.send(registry.request(target).method(method, BodyPublishers.ofString(MANIFEST))),
                status,
                error);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"?+foo", "?=q", "?urn=urn:example:b"})
    void a_put_with_a_query_changes_nothing_and_is_told_why(String query) {
        assertThat(registry.put(NAME, MANIFEST).statusCode()).isEqualTo(201);
        HttpResponse<String> refused = registry.put(NAME + query, "{\"manifest\":{\"name\":\"b\"}}");
        assertAnswer(refused, 400, "bad_request");
        assertThat(refused.body())
                .contains("This path takes no query: r- and q-components (?+ and ?=) do not belong to the name");
        assertThat(registry.get(NAME).body()).contains("{\"name\":\"a\"}").contains("\"version\":1,");
        assertAnswer(registry.get(NAME + query), 400, "bad_request");
    }

    @Test
    void an_ampersand_that_is_not_encoded_does_not_resolve_another_name() {
        registry.put(NAME, MANIFEST);
        HttpResponse<String> refused = registry.get("/v1/resolve?urn=urn:example:a&b");
        assertAnswer(refused, 400, "bad_request");
        assertThat(refused.body()).contains("the parameter urn and no other (a & inside a URN is written %26)");
        assertThat(registry.get("/v1/resolve?urn=urn:example:a&").statusCode()).isEqualTo(200);
    }

    @Test
    void a_wrong_method_is_told_the_right_ones() {
        assertThat(registry.send(registry.request(NAME).DELETE()).headers().firstValue("Allow"))
                .contains("GET, HEAD, OPTIONS, PUT");
        assertThat(registry.send(registry.request("/health").DELETE()).headers().firstValue("Allow"))
                .contains("GET, HEAD, OPTIONS");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {NAME, NAME + "?=q", "/v1/registry/nonsense", "/v1/resolve?urn=urn:example:a", "/v1/resolve"})
    void without_the_key_nothing_is_told(String target) {
        assertAnswer(registry.send(HttpRequest.newBuilder(uri(target))), 401, "unauthorized");
        assertAnswer(registry.send(registry.request(target).setHeader("X-API-Key", "wrong")), 401, "unauthorized");
        assertAnswer(registry.send(registry.request(target).setHeader("X-API-Key", "")), 401, "unauthorized");
        assertAnswer(
                registry.send(registry.request(target).header("X-API-Key", RegistryFixture.KEY)), 401, "unauthorized");
    }

    @Test
    void the_key_is_asked_for_before_the_body_is_parsed() {
        var request = registry.request(NAME).setHeader("X-API-Key", "wrong").PUT(BodyPublishers.ofString("not json"));
        assertAnswer(registry.send(request), 401, "unauthorized");
        assertAnswer(registry.put(NAME, "not json"), 400, "bad_request");
        assertAnswer(registry.get(NAME), 404, "not_found");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"text/plain, 415", "application/json; charset=utf-16, 415", "application/json; charset=UTF-8, 201"})
    void only_json_in_utf_8_is_taken(String type, int status) {
        var request = registry.request(NAME).setHeader("Content-Type", type).PUT(BodyPublishers.ofString(MANIFEST));
        assertThat(registry.send(request).statusCode()).isEqualTo(status);
    }

    @Test
    void a_compressed_body_is_refused() {
        var request = registry.request(NAME).header("Content-Encoding", "gzip").PUT(BodyPublishers.ofString(MANIFEST));
        assertAnswer(registry.send(request), 415, "unsupported_media_type");
    }

    @Test
    void a_broken_store_is_told_without_its_inner_parts() throws Exception {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("registry.db"));
                Statement statement = other.createStatement()) {
            statement.execute("DROP TABLE schema_version");
            statement.execute("DROP TABLE capabilities");
        }
        HttpResponse<String> health = registry.get("/health");
        assertThat(health.statusCode()).isEqualTo(503);
        assertThat(health.body())
                .isEqualTo("{\"error\":\"service_unavailable\",\"message\":\"The store cannot be read\"}");
        HttpResponse<String> resolve = registry.get("/v1/resolve?urn=urn:example:a");
        assertAnswer(resolve, 500, "internal_error");
        assertThat(resolve.body()).doesNotContain("capabilities").doesNotContain("SQL");
    }

    private URI uri(String target) {
        return URI.create("http://127.0.0.1:" + registry.server.port() + target);
    }

    private static void assertAnswer(HttpResponse<String> response, int status, String error) {
        assertThat(response.body())
                .startsWith("{\"error\":\"" + error + "\",\"message\":\"")
                .endsWith("\"}");
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    }
}
