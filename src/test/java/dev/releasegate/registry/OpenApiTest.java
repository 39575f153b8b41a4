package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OpenApiTest {
    private static final Pattern REFERENCE = Pattern.compile("#/components/schemas/(\\w+)");

    @Test
    void it_is_strict_json_and_describes_every_route() throws Refusal {
        assertThat(namesAt("paths"))
                .containsExactly(
                        "/health", "/metrics", "/openapi.json", "/v1/query", "/v1/registry/{urn}", "/v1/resolve");
        assertThat(namesAt("paths", "/v1/registry/{urn}"))
                .containsExactly("get", "head", "options", "parameters", "put");
    }

    @Test
    void a_put_may_be_answered_with_these_statuses() throws Refusal {
        assertThat(namesAt("paths", "/v1/registry/{urn}", "put", "responses"))
                .containsExactly("200", "201", "400", "401", "412", "413", "414", "415", "422", "429", "500", "503");
    }

    @Test
    void every_schema_is_defined_and_used() throws Refusal {
        Set<String> used = REFERENCE
                .matcher(OpenApi.ANSWER.text())
                .results()
                .map(reference -> reference.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(used).containsExactlyElementsOf(namesAt("components", "schemas"));
    }

    private static Set<String> namesAt(String... path) throws Refusal {
        Json value = JsonReader.read(OpenApi.ANSWER.text().getBytes(StandardCharsets.UTF_8));
        for (String name : path) {
            value = Optional.ofNullable(((Json.Members) value).members().get(name))
                    .orElseThrow();
        }
        return ((Json.Members) value).members().keySet();
    }
}
