package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryServerTest extends WithRegistry {
    private static final String NAME = "/v1/registry/urn:example:a";
    private static final String MANIFEST = "{\"manifest\":{\"name\":\"a\",\"capabilities\":[\"y\",\"x\"]}}";

    /** From {@code printf '{"capabilities":["y","x"],"name":"a"}' | sha256sum}. */
    private static final String DIGEST = "cfb1b3bce5549aa58f218330d71ab8c0304abc9da08f920fcd5eda360adf372c";

    @Test
    void health_and_openapi_need_no_key() {
        HttpResponse<String> health = registry.send(HttpRequest.newBuilder(uri("/health")));
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).isEqualTo("{\"status\":\"ok\"}");
        HttpResponse<String> openapi = registry.send(HttpRequest.newBuilder(uri("/openapi.json")));
        assertThat(openapi.statusCode()).isEqualTo(200);
        assertThat(openapi.body()).startsWith("{\n  \"openapi\": \"3.1.0\"");
    }

    @Test
    void a_manifest_is_created_read_resolved_and_updated() {
        assertAnswer(registry.get(NAME), 404, "not_found");
        HttpResponse<String> created = registry.put(NAME, MANIFEST);
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.body()).isEqualTo("{\"urn\":\"urn:example:a\",\"digest\":\"" + DIGEST + "\",\"version\":1}");
        HttpResponse<String> read = registry.get(NAME);
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.body())
                .matches(
                        "\\{\"urn\":\"urn:example:a\",\"manifest\":\\{\"capabilities\":\\[\"y\",\"x\"],\"name\":\"a\"},"
                                + "\"digest\":\"" + DIGEST + "\",\"version\":1,"
                                + "\"updatedAt\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\"}");
        assertThat(registry.get("/v1/resolve?urn=urn:example:a").body())
                .isEqualTo("{\"urn\":\"urn:example:a\",\"manifest\":{\"capabilities\":[\"y\",\"x\"],\"name\":\"a\"},"
                        + "\"capabilities\":[\"x\",\"y\"],\"digest\":\"" + DIGEST + "\"}");
        HttpResponse<String> updated = registry.put(NAME, "{\"manifest\":{\"capabilities\":[\"z\"]}}");
        assertThat(updated.statusCode()).isEqualTo(200);
        assertThat(updated.body()).contains("\"version\":2");
        assertThat(registry.get("/v1/resolve?urn=urn:example:a").body())
                .contains("\"capabilities\":[\"z\"],\"digest\"");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "/v1/registry/URN:EXAMPLE:a%2Fb",
                "/v1/registry/urn:example:a%2fb",
                "/v1/resolve?urn=urn%3Aexample%3Aa%2Fb"
            })
    void the_urn_is_percent_decoded_once(String target) {
        registry.put("/v1/registry/urn:example:a%2Fb", MANIFEST);
        assertThat(registry.get(target).body()).startsWith("{\"urn\":\"urn:example:a/b\",");
    }

    @Test
    void a_percent_sign_of_the_urn_itself_is_encoded_in_the_path() {
        assertThat(registry.put("/v1/registry/urn:example:100%2525", MANIFEST).body())
                .startsWith("{\"urn\":\"urn:example:100%25\",");
        assertAnswer(registry.get("/v1/registry/urn:example:100%25"), 400, "bad_request");
    }

    @Test
    void head_has_the_headers_of_get_and_no_body() {
        HttpResponse<String> head = registry.send(registry.request("/health").method("HEAD", BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Length")).contains("15");
        assertThat(head.body()).isEmpty();
    }

    @Test
    void a_manifest_of_nearly_the_limit_comes_back_whole() {
        String text = "é".repeat((Body.LIMIT - 100) / 2);
        assertThat(registry.put(NAME, "{\"manifest\":{\"text\":\"" + text + "\"}}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(registry.get(NAME).body()).contains(",\"manifest\":{\"text\":\"" + text + "\"},\"digest\":");
    }

    @Test
    void every_answered_request_is_counted_by_its_step() {
        registry.get("/health");
        registry.get("/openapi.json");
        registry.put(NAME, MANIFEST);
        registry.put(NAME, "not json");
        registry.get(NAME);
        registry.get("/v1/resolve?urn=urn:example:a");
        registry.get("/nowhere");
        registry.send(registry.request(NAME).DELETE());
        assertThat(registry.server.counts().toJson())
                .isEqualTo(
                        "{\"health\":1,\"openapi\":1,\"metrics\":0,\"registry_get\":1,\"registry_put\":2,\"resolve\":1,\"query\":0,\"options\":0,\"unmatched\":2}");
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
