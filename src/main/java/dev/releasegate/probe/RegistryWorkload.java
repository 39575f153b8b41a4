package dev.releasegate.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

/**
 * What is asked of the bundled Registry. Every PUT stores random content under a URN of its own; GET and resolve ask only
 * for URNs whose PUT succeeded, and the answer must be what was stored: the status, the URN, the digest, the manifest.
 */
public final class RegistryWorkload implements Workload {
    private static final List<String> STEPS = List.of("health", "openapi", "registry_put", "registry_get", "resolve");

    private final String sessionId;
    private final Map<String, String> key;
    private final Random random;
    private final List<Stored> stored = new ArrayList<>();

    /**
     * A workload with URNs and content of its own.
     *
     * @param sessionId makes its URNs unlike those of every other session
     * @param apiKey is sent as {@code X-API-Key} where a key is needed
     * @param seed of the random content, and of the choice of what is read back
     */
    public RegistryWorkload(String sessionId, String apiKey, long seed) {
        this.sessionId = sessionId;
        this.key = Map.of("X-API-Key", apiKey);
        this.random = new Random(seed);
    }

    @Override
    public String tool() {
        return "registry";
    }

    @Override
    public List<String> steps() {
        return STEPS;
    }

    @Override
    public Optional<Call> call(String step, int round) {
        return switch (step) {
            case "health" -> Optional.of(get(step, "/health", Map.of(), json -> says(json, "status", "ok")));
            case "openapi" ->
                Optional.of(get(
                        step,
                        "/openapi.json",
                        Map.of(),
                        json -> json.path("openapi").isTextual()));
            case "registry_put" -> Optional.of(put(round));
            case "registry_get" -> anyStored().map(entry -> get(step, path(entry.urn()), key, entry::isIn));
            case "resolve" ->
                anyStored().map(entry -> get(step, "/v1/resolve?urn=" + encoded(entry.urn()), key, entry::isIn));
            default -> throw new IllegalArgumentException("the Registry has no step \"" + step + "\"");
        };
    }

    private synchronized Call put(int round) {
        String urn = "urn:release-gate:probe:" + sessionId + "-" + round;
        ObjectNode manifest = JsonNodeFactory.instance
                .objectNode()
                .put("name", "probe " + round)
                .put("nonce", Long.toHexString(random.nextLong()));
        manifest.putArray("capabilities").add("probe-" + round % 7);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("manifest", manifest);
        Expectation expectation =
                Expectation.status(201).and(new JsonExpectation(json -> isStored(urn, manifest, json)));
        return new Call("registry_put", "PUT", path(urn), key, Optional.of(body.toString()), expectation);
    }

    /** Takes note of what the Registry says it has stored, so that it can be asked for it. */
    private synchronized boolean isStored(String urn, JsonNode manifest, JsonNode answer) {
        boolean named = says(answer, "urn", urn) && answer.path("digest").isTextual();
        if (named) {
            stored.add(new Stored(urn, manifest, answer.path("digest").textValue()));
        }
        return named;
    }

    private synchronized Optional<Stored> anyStored() {
        return stored.isEmpty() ? Optional.empty() : Optional.of(stored.get(random.nextInt(stored.size())));
    }

    private static Call get(String step, String path, Map<String, String> headers, Predicate<JsonNode> says) {
        Expectation expectation = Expectation.status(200).and(new JsonExpectation(says));
        return new Call(step, "GET", path, headers, Optional.empty(), expectation);
    }

    private static boolean says(JsonNode json, String name, String value) {
        return json.path(name).isTextual() && json.path(name).textValue().equals(value);
    }

    private static String path(String urn) {
        return "/v1/registry/" + encoded(urn);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /**
     * What a PUT has stored.
     *
     * @param digest as the Registry gave it
     */
    private record Stored(String urn, JsonNode manifest, String digest) {
        boolean isIn(JsonNode answer) {
            return says(answer, "urn", urn)
                    && says(answer, "digest", digest)
                    && answer.path("manifest").equals(manifest);
        }
    }
}
