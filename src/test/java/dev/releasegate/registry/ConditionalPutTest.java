package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who knows which version is there can keep another one from being overwritten unseen. */
class ConditionalPutTest extends WithRegistry {
    private static final String NAME = "/v1/registry/urn:example:a";

    @Test
    void the_tag_of_a_put_is_that_of_the_get_after_it_and_changes_with_each_version() {
        String first = tag(put("a"));
        assertThat(first).matches("\"1-[0-9a-f]{16}\"");
        assertThat(tag(registry.get(NAME))).isEqualTo(first);
        assertThat(tag(put("a"))).startsWith("\"2-").endsWith(first.substring(2));
    }

    @Test
    void a_version_is_replaced_by_who_names_it_and_by_nobody_else() {
        String first = tag(put("a"));
        HttpResponse<String> second = put("b", "If-Match", first);
        assertThat(second.statusCode()).isEqualTo(200);
        assertFailed(put("c", "If-Match", first));
        assertThat(registry.get(NAME).body()).contains("\"name\":\"b\"").contains("\"version\":2,");
        assertThat(put("d", "If-Match", "\"9-0123456789abcdef\" , " + tag(second))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void the_same_version_of_another_manifest_does_not_match() {
        String first = tag(put("a"));
        String other = "\"1-" + "0".repeat(16) + "\"";
        assertThat(other).isNotEqualTo(first);
        assertFailed(put("b", "If-Match", other));
    }

    @Test
    void a_weak_or_foreign_tag_never_matches() {
        String first = tag(put("a"));
        assertFailed(put("b", "If-Match", "W/" + first));
        assertFailed(put("b", "If-Match", "\"something,else\""));
        assertFailed(put("b", "If-Match", "\"\""));
    }

    @Test
    void a_star_asks_for_any_version_or_for_none() {
        assertFailed(put("a", "If-Match", "*"));
        assertThat(registry.get(NAME).statusCode()).isEqualTo(404);
        assertThat(put("a", "If-None-Match", "*").statusCode()).isEqualTo(201);
        assertFailed(put("b", "If-None-Match", "*"));
        assertThat(put("b", "If-Match", "*").statusCode()).isEqualTo(200);
        assertThat(registry.get(NAME).body()).contains("\"version\":2,");
    }

    @ParameterizedTest(name = "If-Match: {0}")
    @ValueSource(strings = {"1-0123456789abcdef", "\"1", "*, \"1\"", "\"a\" \"b\"", "\"a\",", "w/\"a\"", ","})
    void a_malformed_list_of_tags_is_refused(String list) {
        assertThat(put("a", "If-Match", list).statusCode()).isEqualTo(400);
        assertThat(registry.get(NAME).statusCode()).isEqualTo(404);
    }

    @Test
    void what_contradicts_itself_is_refused() {
        assertThat(put("a", "If-None-Match", "\"1-0123456789abcdef\"").statusCode())
                .isEqualTo(400);
        assertThat(put("a", "If-None-Match", "*", "If-Match", "*").statusCode()).isEqualTo(400);
    }

    @Test
    void who_has_a_version_already_is_not_sent_it_again() {
        String first = tag(put("a"));
        for (String known : List.of(first, "W/" + first, "\"x\", " + first, "*")) {
            HttpResponse<String> same = registry.send(
                    registry.request(NAME).header("If-None-Match", known).GET());
            assertThat(same.statusCode()).as(known).isEqualTo(304);
            assertThat(same.body()).isEmpty();
            assertThat(tag(same)).isEqualTo(first);
        }
        put("b");
        assertThat(registry.send(registry.request(NAME)
                                .header("If-None-Match", first)
                                .GET())
                        .body())
                .contains("\"name\":\"b\"");
    }

    @Test
    void of_many_who_read_and_replace_a_version_at_once_no_one_overwrites_another() throws Exception {
        registry.put(NAME, "{\"manifest\":{\"count\":0}}");
        ExecutorService pool = Executors.newFixedThreadPool(6);
        List<Callable<Integer>> counters = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            counters.add(this::countTwenty);
        }
        int counted = 0;
        for (Future<Integer> counter : pool.invokeAll(counters)) {
            counted += counter.get();
        }
        pool.shutdown();
        assertThat(registry.get(NAME).body())
                .contains("{\"count\":" + counted + "}")
                .contains("\"version\":" + (counted + 1) + ",");
    }

    /** Adds one to what is there, twenty times; returns how often that succeeded. */
    private int countTwenty() {
        int succeeded = 0;
        for (int i = 0; i < 20; i++) {
            HttpResponse<String> read = registry.get(NAME);
            int count = Integer.parseInt(read.body().replaceAll(".*\"count\":(\\d+)}.*", "$1"));
            String more = "{\"manifest\":{\"count\":" + (count + 1) + "}}";
            int status = registry.send(
                            registry.request(NAME).header("If-Match", tag(read)).PUT(BodyPublishers.ofString(more)))
                    .statusCode();
            assertThat(status).isIn(200, 412);
            succeeded += status == 200 ? 1 : 0;
        }
        return succeeded;
    }

    private HttpResponse<String> put(String name, String... headers) {
        var request = registry.request(NAME)
                .PUT(BodyPublishers.ofString("{\"manifest\":{\"name\":\"" + name + "\",\"capabilities\":[\"c\"]}}"));
        return registry.send(headers.length == 0 ? request : request.headers(headers));
    }

    private static String tag(HttpResponse<String> response) {
        return response.headers().firstValue("ETag").orElseThrow();
    }

    private static void assertFailed(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(412);
        assertThat(response.body()).startsWith("{\"error\":\"precondition_failed\",");
    }
}
