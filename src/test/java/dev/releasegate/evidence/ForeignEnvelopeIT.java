package dev.releasegate.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasegate.dsse.ForeignTools;
import dev.releasegate.dsse.Sha256;
import dev.releasegate.dsse.Signer;
import dev.releasegate.dsse.SigningKey;
import dev.releasegate.dsse.TrustedKeys;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Others verify what our key signs, and we verify what theirs sign. */
class ForeignEnvelopeIT {
    private static final String STATEMENT = Signer.statement("urn:example:a", Sha256.hex("{}"));

    @TempDir
    static Path directory;

    private static ForeignTools tools;

    @BeforeAll
    static void makeKeys() throws Exception {
        tools = new ForeignTools(directory);
        tools.prepare();
    }

    @Test
    void what_our_key_signs_all_of_them_verify_and_nothing_that_was_changed() throws Exception {
        SigningKey key = SigningKey.read(tools.read("ed25519.key"));
        assertThat(key.keyId()).isEqualTo(idOf("ed25519"));
        byte[] statement = STATEMENT.getBytes(StandardCharsets.UTF_8);
        Path ours = directory.resolve("ours.intoto.jsonl");
        EnvelopeFile.write(ours, List.of(key.sign(Statement.PAYLOAD_TYPE, statement)));
        String text = Files.readString(ours);
        String signature = EnvelopeFile.read(ours).get(0).signatures().get(0).base64();
        statement[20] ^= 1;
        Path otherPayload = Files.writeString(
                directory.resolve("payload.json"),
                Signer.envelope(Statement.PAYLOAD_TYPE, statement, "{\"sig\":\"" + signature + "\"}"));
        Path otherSignature = Files.writeString(
                directory.resolve("signature.json"), text.replace(signature, withOneBitFlipped(signature)));
        for (String verifier : ForeignTools.names()) {
            assertThat(tools.verifies(verifier, "ed25519", ours)).as(verifier).isTrue();
            assertThat(tools.verifies(verifier, "stranger", ours)).as(verifier).isFalse();
            assertThat(tools.verifies(verifier, "ed25519", otherPayload))
                    .as(verifier)
                    .isFalse();
            assertThat(tools.verifies(verifier, "ed25519", otherSignature))
                    .as(verifier)
                    .isFalse();
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
    void what_one_of_them_signs_we_verify_and_nothing_that_was_changed(String tool, String key) throws Exception {
        Path theirs = Files.writeString(directory.resolve("theirs.intoto.jsonl"), tools.sign(tool, key, STATEMENT));
        byte[] statement = Files.readAllBytes(directory.resolve("statement.json"));
        TrustedKeys trusted = TrustedKeys.read(tools.trusted());
        assertThat(EnvelopeFile.verify(theirs, trusted, statement)).isEqualTo(new EnvelopeFile.Signed(key, idOf(key)));
        assertThat(EnvelopeFile.verify(theirs, TrustedKeys.read(directory.resolve("stranger.pub")), statement))
                .isEqualTo(new EnvelopeFile.NotSignedByTrusted());
        String signature = EnvelopeFile.read(theirs).get(0).signatures().get(0).base64();
        Files.writeString(theirs, Files.readString(theirs).replace(signature, withOneBitFlipped(signature)));
        assertThat(EnvelopeFile.verify(theirs, trusted, statement)).isEqualTo(new EnvelopeFile.NotSignedByTrusted());
        statement[20] ^= 1;
        assertThat(EnvelopeFile.verify(theirs, trusted, statement)).isInstanceOf(EnvelopeFile.Broken.class);
    }

    /** The commands of docs/evidence.md, as they stand there. */
    @Test
    void the_commands_for_the_evidence_can_be_pasted() throws Exception {
        List<String> blocks = ForeignTools.examples("evidence.md", "## The statement and its signature");
        Path work = Files.createDirectory(directory.resolve("evidence"));
        tools.run(work, Map.of(), List.of("bash", "-euo", "pipefail", "-c", blocks.get(0)));
        byte[] statement = STATEMENT.getBytes(StandardCharsets.UTF_8);
        Files.write(work.resolve("statement.json"), statement);
        SigningKey key = SigningKey.read(Files.readString(work.resolve("gate.key")));
        EnvelopeFile.write(
                work.resolve("statement.intoto.jsonl"), List.of(key.sign(Statement.PAYLOAD_TYPE, statement)));
        assertThat(EnvelopeFile.verify(
                        work.resolve("statement.intoto.jsonl"),
                        TrustedKeys.read(work.resolve("trusted.pem")),
                        statement))
                .isEqualTo(new EnvelopeFile.Signed("gate", key.keyId()));
        List<String> verify = List.of("bash", "-euo", "pipefail", "-c", blocks.get(1));
        assertThat(tools.run(work, Map.of(), verify)).contains("Signature Verified Successfully");
        statement[20] ^= 1;
        Files.write(work.resolve("statement.json"), statement);
        assertThat(tools.start(work, Map.of(), verify).exitCode()).isNotZero();
    }

    /** The last bit of the first byte. */
    private static String withOneBitFlipped(String base64) {
        String standard = base64.replace('-', '+').replace('_', '/');
        byte[] bytes = Base64.getDecoder().decode(standard);
        bytes[0] ^= 1;
        String flipped = Base64.getEncoder().encodeToString(bytes);
        return base64.equals(standard) ? flipped : flipped.replace('+', '-').replace('/', '_');
    }

    /** SHA-256 of the public key, as OpenSSL has it. */
    private static String idOf(String key) throws Exception {
        String pub = directory.resolve(key + ".pub").toString();
        String der = directory.resolve(key + ".der").toString();
        tools.run(
                directory, Map.of(), List.of("openssl", "pkey", "-pubin", "-in", pub, "-outform", "DER", "-out", der));
        return tools.run(directory, Map.of(), List.of("openssl", "dgst", "-sha256", "-r", der))
                .substring(0, 64);
    }
}
