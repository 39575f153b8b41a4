package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {
    /** The digest of {@code {"a":1,"b":2}}, from {@code printf '{"a":1,"b":2}' | sha256sum}. */
    @Test
    void the_digest_is_that_of_the_canonical_form_whatever_the_order_of_keys() throws Refusal {
        String digest = "43258cff783fe7036d8a43033f830adfc60ec037382473548ac742b888292777";
        assertThat(manifest("{\"manifest\":{\"a\":1,\"b\":2}}").digest()).isEqualTo(digest);
        assertThat(manifest("{\"manifest\": { \"b\" : 2.0, \"a\" : 1 } }").digest())
                .isEqualTo(digest);
    }

    @Test
    void capabilities_are_sorted_and_each_there_once() throws Refusal {
        assertThat(manifest("{\"manifest\":{\"capabilities\":[\"b\",\"a\",\"b\"]}}")
                        .capabilities())
                .containsExactly("a", "b");
        assertThat(manifest("{\"manifest\":{}}").capabilities()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "[]",
                "null",
                "{}",
                "{\"manifest\":null}",
                "{\"manifest\":[]}",
                "{\"manifest\":\"{}\"}",
                "{\"manifest\":{},\"issuer\":\"x\"}",
                "{\"card\":{}}",
                "{\"manifest\":{\"capabilities\":\"a\"}}",
                "{\"manifest\":{\"capabilities\":null}}",
                "{\"manifest\":{\"capabilities\":[1]}}",
                "{\"manifest\":{\"capabilities\":[\" \"]}}",
                "{\"manifest\":{\"capabilities\":[\"a\\u0000b\"]}}",
            })
    void any_other_body_is_refused_with_400(String body) {
        assertThat(catchThrowableOfType(Refusal.class, () -> manifest(body))
                        .answer()
                        .status())
                .isEqualTo(400);
    }

    @Test
    void the_name_of_a_capability_has_256_characters_at_most() throws Refusal {
        String body = "{\"manifest\":{\"capabilities\":[\"" + "a".repeat(256) + "\"]}}";
        assertThat(manifest(body).capabilities()).hasSize(1);
        assertThat(catchThrowableOfType(Refusal.class, () -> manifest(body.replace("aa\"", "aaa\"")))
                        .answer()
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_manifest_has_10000_capabilities_at_most() throws Refusal {
        String names = IntStream.range(0, 10_000).mapToObj(i -> "\"" + i + "\"").collect(Collectors.joining(","));
        String body = "{\"manifest\":{\"capabilities\":[" + names + "]}}";
        assertThat(manifest(body).capabilities()).hasSize(10_000);
        assertThat(catchThrowableOfType(Refusal.class, () -> manifest(body.replace("]", ",\"one-more\"]")))
                        .answer()
                        .status())
                .isEqualTo(400);
    }

    private static Manifest manifest(String body) throws Refusal {
        return Registration.of(body.getBytes(StandardCharsets.UTF_8)).manifest();
    }
}
