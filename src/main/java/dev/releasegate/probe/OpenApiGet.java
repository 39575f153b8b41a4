package dev.releasegate.probe;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The GET of one path of an OpenAPI 3 document. */
final class OpenApiGet {
    private final JsonNode document;
    private final String template;
    private final JsonNode operation;
    private final Map<String, JsonNode> parameters = new TreeMap<>();

    OpenApiGet(JsonNode document, String template, JsonNode path) {
        this.document = document;
        this.template = template;
        this.operation = path.path("get");
        Stream.concat(elements(path.path("parameters")), elements(operation.path("parameters")))
                .map(this::resolved)
                .forEach(each -> parameters.put(
                        each.path("in").asText() + " " + each.path("name").asText(), each));
    }

    /** Whether there is one, and it needs nothing but what stands in its path. */
    boolean canBeAsked() {
        return operation.isObject()
                && parameters.values().stream()
                        .noneMatch(each -> each.path("required").asBoolean() && !isInPath(each));
    }

    /** Which of these statuses it says it may have. */
    Set<Integer> documented(Integer... statuses) {
        return Arrays.stream(statuses)
                .filter(status -> operation.path("responses").has(String.valueOf(status)))
                .collect(Collectors.toSet());
    }

    /** Whether nobody may ask without showing who he is. */
    boolean isSecured() {
        List<JsonNode> alternatives = elements(security()).toList();
        return !alternatives.isEmpty() && alternatives.stream().noneMatch(JsonNode::isEmpty);
    }

    /** The header that a key alone is sent in, if nobody may ask without, or with something else. */
    Optional<String> keyHeader() {
        List<JsonNode> alternatives = elements(security()).toList();
        if (alternatives.size() != 1 || alternatives.get(0).size() != 1) {
            return Optional.empty();
        }
        String name = alternatives.get(0).fieldNames().next();
        JsonNode scheme =
                resolved(document.path("components").path("securitySchemes").path(name));
        return scheme.path("type").asText().equals("apiKey")
                        && scheme.path("in").asText().equals("header")
                ? Optional.of(scheme.path("name").asText())
                : Optional.empty();
    }

    /** A path with something in it that is surely not there; empty unless it has one parameter that can be made up. */
    Optional<String> pathOfUnknown() {
        return pathParameters().count() == 1 ? path(this::madeUp) : Optional.empty();
    }

    /** A path with whatever the document gives as an example, or something made up. */
    Optional<String> pathOfAnything() {
        return path(parameter -> example(parameter).or(() -> madeUp(parameter)));
    }

    @Override
    public String toString() {
        return "GET " + template;
    }

    private JsonNode security() {
        return operation.has("security") ? operation.path("security") : document.path("security");
    }

    private Optional<String> path(Function<JsonNode, Optional<String>> value) {
        String path = template;
        for (JsonNode parameter : pathParameters().toList()) {
            Optional<String> text = value.apply(parameter);
            if (text.isEmpty()) {
                return Optional.empty();
            }
            path = path.replace(
                    "{" + parameter.path("name").asText() + "}",
                    URLEncoder.encode(text.get(), StandardCharsets.UTF_8).replace("+", "%20"));
        }
        return path.contains("{") ? Optional.empty() : Optional.of(path);
    }

    /** Empty if the document says of the value what we cannot be sure to keep to. */
    private Optional<String> madeUp(JsonNode parameter) {
        JsonNode schema = schema(parameter);
        if (Stream.of(
                        "pattern",
                        "enum",
                        "const",
                        "minimum",
                        "maximum",
                        "minLength",
                        "maxLength",
                        "multipleOf",
                        "allOf",
                        "anyOf",
                        "oneOf")
                .anyMatch(schema::has)) {
            return Optional.empty();
        }
        String kind = schema.path("type").asText() + " " + schema.path("format").asText();
        return switch (kind) {
            case "string " -> Optional.of(RandomText.word());
            case "string uuid" -> Optional.of(UUID.randomUUID().toString());
            case "integer ", "integer int32", "integer int64" -> Optional.of(String.valueOf(RandomText.number()));
            default -> Optional.empty();
        };
    }

    private Optional<String> example(JsonNode parameter) {
        JsonNode schema = schema(parameter);
        return Stream.of(
                        parameter.path("example"),
                        schema.path("example"),
                        schema.path("examples").path(0))
                .filter(JsonNode::isValueNode)
                .map(JsonNode::asText)
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    private JsonNode schema(JsonNode parameter) {
        return resolved(parameter.path("schema"));
    }

    private Stream<JsonNode> pathParameters() {
        return parameters.values().stream().filter(OpenApiGet::isInPath);
    }

    private static boolean isInPath(JsonNode parameter) {
        return parameter.path("in").asText().equals("path");
    }

    /** What a reference within the document leads to; one that leads elsewhere, or on, leads to nothing. */
    private JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.startsWith("#/") ? document.at(reference.substring(1)) : node;
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
