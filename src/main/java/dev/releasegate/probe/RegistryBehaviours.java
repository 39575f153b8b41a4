package dev.releasegate.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * What the bundled Registry does: it keeps what it was given, under the digest of just that, and the next version after it;
 * it tells who may not ask, and what is not there.
 */
public final class RegistryBehaviours implements Behaviours {
    private static final String REGISTRY = "/v1/registry/";

    private final String apiKey;

    /** @param apiKey is sent as {@code X-API-Key}; one as long that is not it must be refused */
    public RegistryBehaviours(String apiKey) {
        this.apiKey = apiKey;
    }

    @Override
    public void show(Proving proving) {
        String urn = urn();
        Content first = Content.random(1);
        Content second = Content.random(2);
        Read read = new Read();
        proving.ask(put("new content is stored and answered 201", urn, first, 201), first::receipt);
        proving.ask(
                get("what was put is read back", REGISTRY + encoded(urn), 200), answer -> read.first(first, answer));
        proving.ask(get("a second read has the same bytes and ETag", REGISTRY + encoded(urn), 200), read::second);
        proving.ask(get("resolve says the same", "/v1/resolve?urn=" + encoded(urn), 200), first::resolved);
        proving.ask(put("other content is stored as the next version", urn, second, 200), second::receipt);
        proving.ask(get("the other content is read back", REGISTRY + encoded(urn), 200), second::entry);
        showRefusals(proving, REGISTRY + encoded(urn));
    }

    private void showRefusals(Proving proving, String there) {
        Map<String, String> wrong = Map.of("X-API-Key", RandomText.unlike(apiKey));
        proving.ask(get("a URN that nobody has put is answered 404", REGISTRY + encoded(urn()), 404), Demand.NOTHING);
        proving.ask(call("a wrong key is refused with 401", there, wrong, 401), Demand.NOTHING);
        proving.ask(call("no key is refused with 401", there, Map.of(), 401), Demand.NOTHING);
        proving.ask(get("what is no URN is refused with 400", REGISTRY + RandomText.word(), 400), Demand.NOTHING);
    }

    private Call put(String name, String urn, Content content, int status) {
        return new Call(
                name, "PUT", REGISTRY + encoded(urn), key(), Optional.of(content.body()), Expectation.status(status));
    }

    private Call get(String name, String path, int status) {
        return call(name, path, key(), status);
    }

    private static Call call(String name, String path, Map<String, String> headers, int status) {
        return new Call(name, "GET", path, headers, Optional.empty(), Expectation.status(status));
    }

    private Map<String, String> key() {
        return Map.of("X-API-Key", apiKey);
    }

    private static String urn() {
        return "urn:release-gate:proof:" + RandomText.word();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The first read, which the second one must be equal to. */
    private static final class Read {
        private byte[] body = {};
        private String tag = "";

        Optional<String> first(Content content, Answer answer) {
            body = answer.bytes();
            tag = answer.header("ETag").orElse("");
            return content.entry(answer).or(() -> Demand.unless(!tag.isEmpty(), "there is no ETag"));
        }

        Optional<String> second(Answer answer) {
            return Demand.unless(Arrays.equals(body, answer.bytes()), "the bytes are others")
                    .or(() -> Demand.unless(answer.header("ETag").equals(Optional.of(tag)), "the ETag is another one"));
        }
    }

    /**
     * A manifest of two short texts in ASCII, so that its canonical form (RFC 8785) is its members in order without blanks.
     *
     * @param version which one of its URN it will be
     */
    private record Content(String name, String nonce, int version) {
        static Content random(int version) {
            return new Content(RandomText.word(), RandomText.word(), version);
        }

        /** Not in canonical form, so that the digest of what was sent is not that of the manifest. */
        String body() {
            return "{\"manifest\": {\"nonce\": \"" + nonce + "\", \"name\": \"" + name + "\"}}";
        }

        Optional<String> receipt(Answer answer) {
            JsonNode json = json(answer);
            return digest(json).or(() -> version(json));
        }

        Optional<String> entry(Answer answer) {
            JsonNode json = json(answer);
            return manifest(json).or(() -> digest(json)).or(() -> version(json));
        }

        Optional<String> resolved(Answer answer) {
            JsonNode json = json(answer);
            return manifest(json).or(() -> digest(json));
        }

        private Optional<String> manifest(JsonNode json) {
            JsonNode sent =
                    JsonNodeFactory.instance.objectNode().put("nonce", nonce).put("name", name);
            return Demand.unless(json.path("manifest").equals(sent), "the manifest is not the one that was put");
        }

        private Optional<String> digest(JsonNode json) {
            String canonical = "{\"name\":\"" + name + "\",\"nonce\":\"" + nonce + "\"}";
            return Demand.unless(
                    json.path("digest").asText().equals(sha256(canonical)), "the digest is not that of the manifest");
        }

        private Optional<String> version(JsonNode json) {
            return Demand.unless(json.path("version").asInt() == version, "the version is not " + version);
        }

        private static JsonNode json(Answer answer) {
            return JsonExpectation.read(answer).orElse(JsonNodeFactory.instance.missingNode());
        }

        private static String sha256(String text) {
            try {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(digest);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
    }
}
