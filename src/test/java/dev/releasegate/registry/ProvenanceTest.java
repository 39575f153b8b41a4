package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasegate.dsse.Sha256;
import dev.releasegate.dsse.Signer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the provenance that a PUT brings. */
class ProvenanceTest {
    private static final String URN = "urn:example:a";
    private static final String NAME = "/v1/registry/" + URN;
    private static final String MANIFEST = "{\"name\":\"a\",\"capabilities\":[\"read\"]}";
    private static final Signer ALICE = Signer.ed25519("alice");

    @TempDir
    Path directory;

    private RegistryFixture registry;

    @BeforeEach
    void listen() throws Exception {
        listen(false);
    }

    private void listen(boolean isRequired) throws Exception {
        registry = new RegistryFixture(
                directory, new ProvenancePolicy.Verified(ALICE.trusted(), isRequired), Desk.WAITING);
    }

    @AfterEach
    void stop() throws Exception {
        registry.close();
    }

    @Test
    void it_is_kept_with_the_manifest_and_told_with_it() throws Exception {
        String envelope = ALICE.envelope(Signer.statement(URN, digest(MANIFEST)));
        HttpResponse<String> put = registry.put(NAME, body(MANIFEST, envelope));
        assertThat(put.statusCode()).isEqualTo(201);
        assertThat(put.body()).endsWith(",\"version\":1,\"verifiedBy\":\"alice\"}");
        assertThat(registry.get(NAME).body())
                .contains(",\"provenance\":{\"envelope\":" + canonical(envelope) + ",\"keyId\":\""
                        + ALICE.key().id() + "\",\"verifiedBy\":\"alice\"}}");
    }

    /** Spaces, the order of members and the spelling of numbers and names are not what was signed. */
    @Test
    void the_digest_that_is_signed_is_that_of_the_canonical_form() throws Exception {
        String envelope = ALICE.envelope(Signer.statement(URN, digest("{\"a\":1,\"b\":2}")));
        assertThat(registry.put(NAME, body("{ \"b\" : 2.0, \"a\" : 1 }", envelope))
                        .statusCode())
                .isEqualTo(201);
        assertThat(registry.put("/v1/registry/URN:Example:a", body("{\"b\":2,\"a\":1}", envelope))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_version_without_it_does_not_show_that_of_the_version_before() throws Exception {
        String body = body(MANIFEST, ALICE.envelope(Signer.statement(URN, digest(MANIFEST))));
        registry.put(NAME, body);
        String tag = registry.get(NAME).headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> put = registry.put(NAME, "{\"manifest\":" + MANIFEST + "}");
        assertThat(put.body()).endsWith(",\"version\":2}");
        HttpResponse<String> get = registry.get(NAME);
        assertThat(get.body()).doesNotContain("provenance").doesNotContain("alice");
        assertThat(get.headers().firstValue("ETag").orElseThrow()).isNotEqualTo(tag);
        assertThat(registry.put(NAME, body).body()).endsWith(",\"version\":3,\"verifiedBy\":\"alice\"}");
        assertThat(registry.get(NAME).body()).contains("\"verifiedBy\":\"alice\"");
    }

    @Test
    void every_kind_of_precondition_leaves_it_with_its_own_version() throws Exception {
        String bare = "{\"manifest\":" + MANIFEST + "}";
        String proved = body(MANIFEST, ALICE.envelope(Signer.statement(URN, digest(MANIFEST))));
        assertThat(put(proved, "If-None-Match", "*").statusCode()).isEqualTo(201);
        assertProved(true);
        assertThat(put(bare, "If-None-Match", "*").statusCode()).isEqualTo(412);
        assertProved(true);
        assertThat(put(bare, "If-Match", "*").statusCode()).isEqualTo(200);
        assertProved(false);
        assertThat(put(proved, "If-Match", "\"1-0123456789abcdef\"").statusCode())
                .isEqualTo(412);
        assertProved(false);
        String tag = registry.get(NAME).headers().firstValue("ETag").orElseThrow();
        assertThat(put(proved, "If-Match", tag).statusCode()).isEqualTo(200);
        assertProved(true);
    }

    @Test
    void what_is_refused_changes_nothing() throws Exception {
        registry.put(NAME, body(MANIFEST, ALICE.envelope(Signer.statement(URN, digest(MANIFEST)))));
        String before = registry.get(NAME).body();
        String replayed = ALICE.envelope(Signer.statement(URN, digest(MANIFEST)));
        HttpResponse<String> refused = registry.put(NAME, body("{\"name\":\"b\"}", replayed));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .isEqualTo("{\"error\":\"unprocessable\",\"message\":\"No subject of the statement has the name " + URN
                        + " and the digest sha256 " + digest("{\"name\":\"b\"}") + ", which is that of the canonical"
                        + " form of this manifest (RFC 8785)\",\"reason\":\"wrong_subject\"}");
        assertThat(registry.get(NAME).body()).isEqualTo(before);
        assertThat(registry.put("/v1/registry/urn:example:b", body(MANIFEST, replayed))
                        .statusCode())
                .isEqualTo(422);
        assertThat(registry.get("/v1/registry/urn:example:b").statusCode()).isEqualTo(404);
    }

    @Test
    void what_was_kept_without_it_is_still_told_where_it_is_wanted_now() throws Exception {
        String bare = "{\"manifest\":" + MANIFEST + "}";
        registry.put(NAME, bare);
        registry.close();
        listen(true);
        assertThat(registry.get(NAME).statusCode()).isEqualTo(200);
        assertThat(registry.put(NAME, bare).body()).endsWith("\"reason\":\"missing_provenance\"}");
    }

    @Test
    void a_body_that_is_no_registration_is_400_and_not_422() {
        assertThat(registry.put(NAME, "{\"manifest\":{},\"provenance\":{},\"x\":1}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(registry.put(NAME, "{\"provenance\":{}}").statusCode()).isEqualTo(400);
        assertThat(registry.put(NAME, "{\"manifest\":{},\"provenance\":null}").statusCode())
                .isEqualTo(422);
    }

    private void assertProved(boolean isProved) {
        assertThat(registry.get(NAME).body().contains("\"verifiedBy\":\"alice\""))
                .isEqualTo(isProved);
    }

    private HttpResponse<String> put(String body, String header, String value) {
        return registry.send(registry.request(NAME).header(header, value).PUT(BodyPublishers.ofString(body)));
    }

    private static String body(String manifest, String envelope) {
        return "{\"manifest\":" + manifest + ",\"provenance\":" + envelope + "}";
    }

    private static String digest(String manifest) throws Refusal {
        return Sha256.hex(canonical(manifest));
    }

    private static String canonical(String json) throws Refusal {
        return CanonicalJson.of(JsonReader.read(json.getBytes(StandardCharsets.UTF_8)));
    }
}
