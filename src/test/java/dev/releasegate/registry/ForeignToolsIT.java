package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasegate.dsse.ForeignTools;
import dev.releasegate.dsse.Sha256;
import dev.releasegate.dsse.Signer;
import dev.releasegate.registry.ProvenancePolicy.Mode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Others sign what this service believes, and can verify what it believed.
 */
class ForeignToolsIT {
    private static final String MANIFEST = "{\"capabilities\":[\"read\"],\"name\":\"thing\"}";

    @TempDir
    static Path directory;

    private static RegistryFixture registry;
    private static ForeignTools tools;

    @BeforeAll
    static void makeKeysAndListen() throws Exception {
        tools = new ForeignTools(directory);
        tools.prepare();
        tools.need("curl", "--version");
        registry = new RegistryFixture(
                Files.createDirectory(directory.resolve("data")),
                ProvenancePolicy.of(Mode.ENFORCE, Optional.of(tools.trusted())),
                Desk.WAITING);
    }

    @AfterAll
    static void stop() throws Exception {
        if (registry != null) {
            registry.close();
        }
    }

    @ParameterizedTest(name = "{0} with {1}")
    @CsvSource({
        "openssl, ed25519",
        "openssl, es256",
        "cryptography, ed25519",
        "cryptography, es256",
        "sigstore, ed25519",
        "sigstore, es256",
    })
    void what_one_of_them_signs_is_accepted_and_all_of_them_verify_what_is_told(String tool, String key)
            throws Exception {
        String urn = "urn:example:" + tool + "-" + key;
        HttpResponse<String> put = put(urn, sign(tool, key, urn));
        assertThat(put.statusCode()).as(put.body()).isEqualTo(201);
        assertThat(put.body()).endsWith(",\"verifiedBy\":\"" + key + "\"}");
        Path told = Files.writeString(directory.resolve("told.json"), envelopeOf(urn));
        for (String verifier : ForeignTools.names()) {
            assertThat(tools.verifies(verifier, key, told)).as(verifier).isTrue();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"openssl", "cryptography", "sigstore"})
    void what_a_stranger_signs_is_refused_and_what_was_changed_is_verified_by_nobody(String tool) throws Exception {
        String urn = "urn:example:stranger";
        assertThat(put(urn, sign(tool, "stranger", urn)).body()).endsWith("\"reason\":\"bad_signature\"}");
        Path changed = directory.resolve("changed.json");
        String envelope = CanonicalJson.of(json(sign(tool, "es256", urn)));
        Files.writeString(changed, envelope.replace("vnd.in-toto+json", "vnd.in-toto+jsom"));
        assertThat(tools.verifies(tool, "es256", Files.writeString(directory.resolve("intact.json"), envelope)))
                .isTrue();
        for (String verifier : ForeignTools.names()) {
            assertThat(tools.verifies(verifier, "es256", changed)).as(verifier).isFalse();
        }
    }

    /** The commands of docs/registry.md, as they stand there but for the port. */
    @Test
    void the_example_of_the_documentation_can_be_pasted() throws Exception {
        List<String> blocks = ForeignTools.examples("registry.md", "## Provenance");
        Path work = Files.createDirectory(directory.resolve("example"));
        tools.run(work, Map.of(), List.of("bash", "-euo", "pipefail", "-c", blocks.get(0)));
        ProvenancePolicy policy = ProvenancePolicy.of(Mode.ENFORCE, Optional.of(work.resolve("trusted.pem")));
        try (RegistryFixture own =
                new RegistryFixture(Files.createDirectory(directory.resolve("own")), policy, Desk.WAITING)) {
            String url = "http://127.0.0.1:" + own.server.port();
            String commands =
                    String.join("\n", blocks.subList(2, blocks.size())).replace("http://127.0.0.1:8080", url);
            Map<String, String> environment = Map.of("RELEASE_GATE_REGISTRY_KEY", RegistryFixture.KEY);
            assertThat(tools.run(work, environment, List.of("bash", "-euo", "pipefail", "-c", commands)))
                    .contains("\"version\":1,\"verifiedBy\":\"release\"}")
                    .contains("Signature Verified Successfully");
        }
    }

    private static String sign(String tool, String key, String urn) throws Exception {
        return tools.sign(tool, key, Signer.statement(urn, Sha256.hex(MANIFEST)));
    }

    private static HttpResponse<String> put(String urn, String envelope) {
        return registry.put("/v1/registry/" + urn, "{\"manifest\":" + MANIFEST + ",\"provenance\":" + envelope + "}");
    }

    private static String envelopeOf(String urn) throws Refusal {
        Json.Members entry =
                (Json.Members) json(registry.get("/v1/registry/" + urn).body());
        Json.Members provenance =
                (Json.Members) Objects.requireNonNull(entry.members().get("provenance"));
        return CanonicalJson.of(Objects.requireNonNull(provenance.members().get("envelope")));
    }

    private static Json json(String text) throws Refusal {
        return JsonReader.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
