package dev.releasegate.dsse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedKeysTest {
    private static final Signer ALICE = Signer.ed25519("alice");
    private static final Signer BOB = Signer.es256("Bob's own");
    private static final byte[] PAYLOAD = "{}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;

    @Test
    void a_file_may_hold_several_keys_with_names_and_remarks() throws Exception {
        TrustedKeys keys = read("# who signs\n\n" + ALICE.pem() + "name:  Bob's own \r\n# until 2027\r\n" + BOB.pem());
        assertThat(signer(keys, BOB)).isEqualTo(BOB.key());
        TrustedKey alice = signer(keys, ALICE);
        assertThat(alice.name()).isEqualTo(alice.id()).matches("[0-9a-f]{64}");
        assertThat(alice.id()).isEqualTo(HexFormat.of().formatHex(Sha256.digest(ALICE.der())));
    }

    @Test
    void both_forms_of_an_ecdsa_signature_are_taken() throws Exception {
        assertThat(signer(BOB.trusted(), BOB)).isEqualTo(BOB.key());
        assertThat(signer(BOB.trusted(), BOB.raw())).isEqualTo(BOB.key());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | must hold 1 to 32 public keys in PEM (-----BEGIN PUBLIC KEY-----), but holds 0",
                "nmae: a | a line that is neither part of a public key in PEM nor begins with name: or # (line 1 of",
                "'#\nname: a\nname: b' | nor begins with name: or # (line 3 of",
                "name: a | a name without a key after it at the end of the file of trusted keys",
                "-----BEGIN PRIVATE KEY----- | a private key, which must be nobody's but the signer's (line 1 of",
                "-----BEGIN EC PRIVATE KEY----- | a private key, which must be nobody's but the signer's (line 1 of",
                "-----BEGIN CERTIFICATE----- | openssl x509 -pubkey -noout) (line 1 of",
                "'-----BEGIN PUBLIC KEY-----\nMCow' | a key that is neither Ed25519 nor ECDSA over P-256",
                "'-----BEGIN PUBLIC KEY-----\nsecret!\n-----END PUBLIC KEY-----' | a key that is not base64,",
            })
    void what_else_is_in_the_file_is_told_by_its_line_and_never_shown(String content, String message) {
        assertThatThrownBy(() -> read(content))
                .isInstanceOf(UnusableKeyException.class)
                .hasMessageContaining(message)
                .hasMessageContaining(directory.resolve("keys.pem").toString())
                .message()
                .doesNotContain("secret")
                .doesNotContain("nmae");
    }

    @Test
    void a_key_or_a_name_may_be_there_once() {
        for (String twice : new String[] {
            ALICE.pem() + ALICE.pem(), "name: a\n" + ALICE.pem() + "name: a\n" + BOB.pem(),
        }) {
            assertThatThrownBy(() -> read(twice)).hasMessageEndingWith("keys.pem holds a name or a key twice");
        }
    }

    @Test
    void it_has_bounds() {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i <= TrustedKeys.MOST; i++) {
            many.append(Signer.ed25519("s" + i).pem());
        }
        assertThatThrownBy(() -> read(many.toString())).hasMessageEndingWith("but holds 33");
        assertThatThrownBy(() -> read("#".repeat(65_537))).hasMessageContaining("is larger than 65536 bytes");
    }

    @Test
    void a_file_that_is_not_there_is_told() {
        assertThatThrownBy(() -> TrustedKeys.read(directory.resolve("none")))
                .isInstanceOf(UnusableKeyException.class)
                .hasMessageContaining("none cannot be read as text in UTF-8: ");
    }

    @Test
    void other_curves_and_kinds_of_key_are_not_known() throws Exception {
        KeyPairGenerator curve = KeyPairGenerator.getInstance("EC");
        curve.initialize(new ECGenParameterSpec("secp384r1"));
        for (byte[] other : new byte[][] {
            curve.generateKeyPair().getPublic().getEncoded(),
            KeyPairGenerator.getInstance("RSA").generateKeyPair().getPublic().getEncoded(),
            KeyPairGenerator.getInstance("X25519").generateKeyPair().getPublic().getEncoded(),
        }) {
            assertThat(TrustedKey.of("other", other)).isEmpty();
        }
    }

    @Test
    void a_point_that_is_not_on_the_curve_is_no_key() {
        byte[] der = BOB.der();
        der[der.length - 1] ^= 1;
        assertThat(TrustedKey.of("off", der)).isEmpty();
    }

    private TrustedKeys read(String content) throws Exception {
        return TrustedKeys.read(Files.writeString(directory.resolve("keys.pem"), content));
    }

    private static TrustedKey signer(TrustedKeys keys, Signer signer) throws Exception {
        return ((WhoSigned.Trusted) keys.whoSigned(JsonText.envelope(signer.envelope("t", PAYLOAD)))).key();
    }
}
