package dev.releasegate.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.releasegate.dsse.Envelope;
import dev.releasegate.dsse.JsonText;
import dev.releasegate.dsse.Signer;
import dev.releasegate.dsse.SigningKey;
import dev.releasegate.dsse.TrustedKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvelopeFileTest {
    private static final Signer GATE = Signer.ed25519("gate");
    private static final Signer OTHER = Signer.es256("other");
    private static final byte[] STATEMENT = StatementTest.statement().bytes();
    private static final TrustedKeys BOTH = TrustedKeys.of(List.of(OTHER.key(), GATE.key()));

    @TempDir
    Path directory;

    @Test
    void what_is_signed_is_read_back_and_verified() throws Exception {
        Envelope envelope = signed();
        EnvelopeFile.write(file(), List.of(envelope));
        assertThat(Files.readString(file()))
                .isEqualTo("{\"payloadType\":\"application/vnd.in-toto+json\",\"payload\":\"%s\","
                                .formatted(Base64.getEncoder().encodeToString(STATEMENT))
                        + "\"signatures\":[{\"keyid\":\"%s\",\"sig\":\"%s\"}]}\n"
                                .formatted(
                                        GATE.key().id(),
                                        envelope.signatures().get(0).base64()));
        assertThat(EnvelopeFile.read(file()).get(0).payload()).isEqualTo(STATEMENT);
        assertThat(verify(BOTH)).isEqualTo(byGate());
        assertThat(verify(GATE.trusted())).isEqualTo(byGate());
    }

    @Test
    void only_keys_that_are_trusted_count_whatever_a_signature_says_of_its_key() throws Exception {
        EnvelopeFile.write(file(), List.of(signed()));
        assertThat(verify(OTHER.trusted())).isEqualTo(new EnvelopeFile.NotSignedByTrusted());
        Signer pretender = Signer.ed25519(GATE.key().id());
        EnvelopeFile.write(file(), List.of(envelope(pretender, Statement.PAYLOAD_TYPE, STATEMENT)));
        assertThat(verify(GATE.trusted())).isEqualTo(new EnvelopeFile.NotSignedByTrusted());
        Files.writeString(
                file(), Signer.envelope(Statement.PAYLOAD_TYPE, STATEMENT, "{\"sig\":\"" + sig(STATEMENT) + "\"}"));
        assertThat(verify(GATE.trusted())).isEqualTo(byGate());
    }

    @Test
    void a_signature_of_anything_else_by_a_trusted_key_proves_nothing() throws Exception {
        byte[] better = new String(STATEMENT, StandardCharsets.UTF_8)
                .replace("\"I2\"", "\"I4\"")
                .getBytes(StandardCharsets.UTF_8);
        for (Envelope other :
                List.of(envelope(GATE, Statement.PAYLOAD_TYPE, better), envelope(GATE, "text/plain", STATEMENT))) {
            EnvelopeFile.write(file(), List.of(other));
            assertThat(verify(BOTH))
                    .isEqualTo(new EnvelopeFile.Broken(
                            "gate.intoto.jsonl holds no envelope of this statement, but of another"));
            EnvelopeFile.write(file(), List.of(other, signed()));
            assertThat(verify(BOTH)).isEqualTo(byGate());
        }
    }

    @Test
    void no_flipped_bit_goes_unseen() throws Exception {
        Random random = new Random(20_261_128);
        byte[] signature = Base64.getDecoder().decode(sig(STATEMENT));
        for (int i = 0; i < 60; i++) {
            byte[] changed = (i % 2 == 0 ? STATEMENT : signature).clone();
            int bit = random.nextInt(changed.length * 8);
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            byte[] payload = i % 2 == 0 ? changed : STATEMENT;
            String base64 = i % 2 == 0 ? sig(STATEMENT) : Signer.base64(changed);
            Files.writeString(file(), Signer.envelope(Statement.PAYLOAD_TYPE, payload, "{\"sig\":\"" + base64 + "\"}"));
            assertThat(EnvelopeFile.verify(file(), BOTH, payload))
                    .as("bit %d, %d", i, bit)
                    .isEqualTo(new EnvelopeFile.NotSignedByTrusted());
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | gate.intoto.jsonl holds no envelope of this statement, but none at all",
                "'{}' | gate.intoto.jsonl:1: an envelope payloadType must be a string",
                "'[]' | gate.intoto.jsonl:1: an envelope must be an object",
                "'\n' | gate.intoto.jsonl:1: an envelope must be an object",
                "'GOOD\nsecret' | gate.intoto.jsonl:2: no envelope: it is not strict JSON (line 1, column 1)",
                "'GOOD {}' | gate.intoto.jsonl:1: no envelope: it is not strict JSON (line 1, column",
                "'GOOD\n{\"payload\":\"\",\"payload\":\"\"}' | gate.intoto.jsonl:2: no envelope: it is not strict JSON",
            })
    void a_file_with_anything_else_in_it_is_broken(String content, String why) throws Exception {
        EnvelopeFile.write(file(), List.of(signed()));
        String good = Files.readString(file()).strip();
        Files.writeString(file(), content.replace("GOOD", good));
        assertThat(verify(BOTH))
                .isInstanceOfSatisfying(
                        EnvelopeFile.Broken.class,
                        broken -> assertThat(broken.why()).startsWith(why).doesNotContain("secret"));
    }

    @Test
    void a_file_that_is_missing_or_no_text_is_broken() throws Exception {
        assertThat(verify(BOTH))
                .isInstanceOfSatisfying(
                        EnvelopeFile.Broken.class,
                        broken -> assertThat(broken.why()).contains("NoSuchFileException", "gate.intoto.jsonl"));
        Files.write(file(), new byte[] {(byte) 0xff});
        assertThat(verify(BOTH)).isEqualTo(new EnvelopeFile.Broken("gate.intoto.jsonl is not UTF-8"));
        assertThatThrownBy(() -> EnvelopeFile.read(file())).isInstanceOf(IOException.class);
    }

    private EnvelopeFile.Verification verify(TrustedKeys keys) {
        return EnvelopeFile.verify(file(), keys, STATEMENT);
    }

    private static EnvelopeFile.Signed byGate() {
        return new EnvelopeFile.Signed("gate", GATE.key().id());
    }

    private static Envelope signed() throws Exception {
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Signer.base64(GATE.pair().getPrivate().getEncoded()) + "\n-----END PRIVATE KEY-----\n";
        return SigningKey.read(pem).sign(Statement.PAYLOAD_TYPE, STATEMENT);
    }

    private static Envelope envelope(Signer signer, String type, byte[] payload) throws Exception {
        return JsonText.envelope(signer.envelope(type, payload));
    }

    private static String sig(byte[] payload) {
        return Signer.base64(GATE.sign(Signer.pae(Statement.PAYLOAD_TYPE, payload)));
    }

    private Path file() {
        return directory.resolve("gate.intoto.jsonl");
    }
}
