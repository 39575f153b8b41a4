package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.harrel.jsonschema.Error;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Holds answers against the document that the service gives of itself, by a validator that nobody here wrote. */
final class Contract {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Headers of every answer, which the document need not name. */
    private static final Set<String> ALWAYS = Set.of(
            "cache-control",
            "connection",
            "content-length",
            "content-type",
            "date",
            "vary",
            "x-release-gate-instance",
            "access-control-allow-origin",
            "access-control-expose-headers",
            "access-control-allow-methods",
            "access-control-allow-headers",
            "access-control-max-age");

    private final ValidatorFactory validators = new ValidatorFactory();
    private final JsonNode document;
    private final Set<String> seen = new ConcurrentSkipListSet<>();

    Contract(String openapi) throws IOException {
        document = JSON.readTree(openapi);
    }

    /** Everything that the document says may happen: {@code registry_put 412}. */
    Set<String> documented() {
        return fields(document.get("paths"))
                .flatMap(path -> fields(path.getValue()))
                .filter(operation -> operation.getValue().has("responses"))
                .flatMap(operation -> fields(operation.getValue().get("responses"))
                        .map(answer -> operation.getValue().get("operationId").asText() + " " + answer.getKey()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Everything that has happened, in the same words. */
    Set<String> seen() {
        return new TreeSet<>(seen);
    }

    /** The words of an enumeration of the document, sorted. */
    Set<String> words(String schema) {
        Set<String> words = new TreeSet<>();
        document.at("/components/schemas/" + schema + "/enum").forEach(word -> words.add(word.asText()));
        return words;
    }

    /** Holds one answer against the document. */
    void check(String method, String path, HttpResponse<String> answer) throws IOException {
        JsonNode operation = document.get("paths").get(path).get(method.toLowerCase(Locale.ROOT));
        String what = operation.get("operationId").asText() + " " + answer.statusCode();
        seen.add(what);
        JsonNode found = operation.get("responses").get(String.valueOf(answer.statusCode()));
        assertThat(found).as(what + " is not documented: " + answer.body()).isNotNull();
        JsonNode response = resolved(found);
        checkHeaders(what, response, answer);
        JsonNode schema = response.at("/content/application~1json/schema");
        if (response.has("content") && schema.isMissingNode()) {
            String type = response.get("content").fieldNames().next();
            assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                    .as(what)
                    .startsWith(type + ";");
            String schemaOfText =
                    response.get("content").get(type).get("schema").get("type").asText();
            assertThat(schemaOfText).as(what).isEqualTo("string");
            assertThat(answer.body()).as(what).isNotEmpty();
        } else if (schema.isMissingNode()) {
            assertThat(answer.body()).as(what).isEmpty();
        } else {
            assertThat(answer.headers().firstValue("Content-Type")).as(what).contains("application/json");
            assertThat(errors(schema, answer.body()))
                    .as(what + ": " + answer.body())
                    .isEmpty();
        }
    }

    private void checkHeaders(String what, JsonNode response, HttpResponse<String> answer) {
        JsonNode headers = response.path("headers");
        fields(headers).forEach(header -> {
            JsonNode described = resolved(header.getValue());
            Optional<String> value = answer.headers().firstValue(header.getKey());
            assertThat(value.isPresent() || !described.path("required").asBoolean())
                    .as(what + " lacks the header " + header.getKey())
                    .isTrue();
            value.ifPresent(text -> {
                String instance = described.at("/schema/type").asText().equals("integer") ? text : quoted(text);
                assertThat(errors(described.get("schema"), instance))
                        .as(what + " " + header.getKey())
                        .isEmpty();
            });
        });
        Set<String> known = new TreeSet<>(ALWAYS);
        fields(headers).forEach(header -> known.add(header.getKey().toLowerCase(Locale.ROOT)));
        assertThat(answer.headers().map().keySet())
                .as(what)
                .allMatch(name -> known.contains(name.toLowerCase(Locale.ROOT)));
    }

    private String errors(JsonNode schema, String instance) {
        ObjectNode whole = JSON.createObjectNode();
        whole.set("$defs", document.at("/components/schemas"));
        whole.putArray("allOf").add(schema);
        Validator.Result result =
                validators.validate(whole.toString().replace("#/components/schemas/", "#/$defs/"), instance);
        return result.getErrors().stream().map(Contract::words).collect(Collectors.joining("; "));
    }

    private static String words(Error error) {
        return error.getInstanceLocation() + " " + error.getError();
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }

    private static Stream<Map.Entry<String, JsonNode>> fields(JsonNode node) {
        return StreamSupport.stream(node.properties().spliterator(), false);
    }

    private static String quoted(String text) {
        return CanonicalJson.quote(text);
    }
}
