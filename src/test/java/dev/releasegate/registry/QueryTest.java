package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest extends WithRegistry {
    @Test
    void it_finds_what_has_the_capability_now_and_nothing_else() {
        put("a", "read", "write");
        put("b", "read");
        put("c", "ready");
        put("a", "write");
        assertThat(query("{\"capability\":\"read\"}").body())
                .matches("\\{\"capability\":\"read\",\"results\":\\[\\{\"urn\":\"urn:example:b\","
                        + "\"digest\":\"[0-9a-f]{64}\",\"version\":1}]}");
        assertThat(query("{\"capability\":\"write\"}").body())
                .contains("\"urn:example:a\"")
                .contains("\"version\":2");
        assertThat(query("{\"capability\":\"READ\"}").body()).isEqualTo("{\"capability\":\"READ\",\"results\":[]}");
    }

    @Test
    void pages_follow_one_another_in_the_order_of_the_urns_without_gap_or_overlap() {
        for (String name : new String[] {"d", "b", "a", "c", "e"}) {
            put(name, "read");
        }
        String first = query("{\"capability\":\"read\",\"limit\":2}").body();
        assertThat(names(first)).isEqualTo("a b");
        assertThat(first).endsWith("],\"next\":\"urn:example:b\"}");
        String second = query("{\"capability\":\"read\",\"limit\":2,\"after\":\"urn:example:b\"}")
                .body();
        assertThat(names(second)).isEqualTo("c d");
        String last = query("{\"capability\":\"read\",\"limit\":2,\"after\":\"URN:EXAMPLE:d\"}")
                .body();
        assertThat(names(last)).isEqualTo("e");
        assertThat(last).doesNotContain("next");
        assertThat(query("{\"capability\":\"read\",\"limit\":5}").body()).doesNotContain("next");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{\"capability\":1}",
                "{\"capability\":\" \"}",
                "{\"capability\":\"a\",\"limit\":0}",
                "{\"capability\":\"a\",\"limit\":1001}",
                "{\"capability\":\"a\",\"limit\":1.5}",
                "{\"capability\":\"a\",\"limit\":\"1\"}",
                "{\"capability\":\"a\",\"after\":\"\"}",
                "{\"capability\":\"a\",\"after\":7}",
                "{\"capability\":\"a\",\"aftre\":\"urn:example:a\"}",
                "not json"
            })
    void what_cannot_be_asked_is_refused(String body) {
        HttpResponse<String> refused = query(body);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).startsWith("{\"error\":\"bad_request\",");
    }

    @Test
    void it_needs_the_key_and_a_body_of_json() {
        var wrongKey = registry.request("/v1/query").setHeader("X-API-Key", "wrong");
        assertThat(registry.send(wrongKey.POST(BodyPublishers.ofString("{\"capability\":\"a\"}")))
                        .statusCode())
                .isEqualTo(401);
        var text = registry.request("/v1/query").setHeader("Content-Type", "text/plain");
        assertThat(registry.send(text.POST(BodyPublishers.ofString("{\"capability\":\"a\"}")))
                        .statusCode())
                .isEqualTo(415);
        assertThat(registry.send(registry.request("/v1/query").POST(BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(400);
    }

    private HttpResponse<String> query(String body) {
        return registry.send(registry.request("/v1/query").POST(BodyPublishers.ofString(body)));
    }

    private void put(String name, String... capabilities) {
        registry.put(
                "/v1/registry/urn:example:" + name,
                "{\"manifest\":{\"capabilities\":[\"" + String.join("\",\"", capabilities) + "\"]}}");
    }

    private static String names(String page) {
        return page.replaceAll(".*?\"urn:example:(\\w+)\",\"digest\"[^}]*}", "$1 ")
                .replaceAll(" ][^ ]*$", "");
    }
}
