package dev.releasegate.dsse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeyTest {
    /** Keys TEST 1 to 3 of RFC 8032 (7.1): private and public. */
    private static final String RFC_1 = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

    private static final String TYPE = "application/vnd.in-toto+json";
    private static final byte[] PAYLOAD = "{\"a\":1}\n".getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        RFC_1 + ", d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
                + " 3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
                + " fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
    })
    void its_id_is_the_digest_of_its_public_key(String seed, String publicKey) throws Exception {
        byte[] der = HexFormat.of().parseHex("302a300506032b6570032100" + publicKey);
        assertThat(SigningKey.read(pem(seed)).keyId()).isEqualTo(HexFormat.of().formatHex(Sha256.digest(der)));
    }

    /** The first envelope of the specification's test vectors, whose private key is TEST 1 of the RFC. */
    @Test
    void it_signs_what_others_sign_with_the_same_key() throws Exception {
        byte[] payload = "{\"_type\":\"https://in-toto.io/Statement/v1\"}".getBytes(StandardCharsets.UTF_8);
        Envelope envelope = SigningKey.read(pem(RFC_1)).sign(TYPE, payload);
        assertThat(envelope.signatures())
                .extracting(Envelope.Signature::base64)
                .containsExactly(
                        "2WAfaHm5jluo0w+0rk8uVkluELJYWjSmU9x7EUzx+AyteDGJ4/nqyJXfmAUVFIAoQafWm7AxBZNw5M9ixNHiCA==");
        assertThat(envelope.payloadBase64()).isEqualTo("eyJfdHlwZSI6Imh0dHBzOi8vaW4tdG90by5pby9TdGF0ZW1lbnQvdjEifQ==");
    }

    @Test
    void what_it_signs_is_signed_by_its_public_key_and_by_no_other() throws Exception {
        Signer signer = Signer.ed25519("gate");
        Envelope envelope = SigningKey.read(pem(signer)).sign(TYPE, PAYLOAD);
        assertThat(signer.trusted().whoSigned(envelope)).isEqualTo(new WhoSigned.Trusted(signer.key()));
        assertThat(envelope.signatures())
                .extracting(Envelope.Signature::keyId)
                .containsExactly(signer.key().id());
        assertThat(Signer.ed25519("gate").trusted().whoSigned(envelope)).isEqualTo(new WhoSigned.Stranger());
        assertThat(envelope.payload()).isEqualTo(PAYLOAD);
        assertThat(envelope.payloadType()).isEqualTo(TYPE);
    }

    @Test
    void an_environment_variable_may_have_lost_the_line_breaks() throws Exception {
        String pem = pem(RFC_1);
        String id = SigningKey.read(pem).keyId();
        for (String same :
                List.of(pem.replace("\n", " "), pem.replace("\n", ""), pem.replace("\n", "\r\n"), " " + pem)) {
            assertThat(SigningKey.read(same).keyId()).isEqualTo(id);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | the signing key is empty",
                "gate.key | the signing key is no private key in PEM (-----BEGIN PRIVATE KEY-----)",
                "-----BEGIN ENCRYPTED PRIVATE KEY----- | the signing key is encrypted",
                "-----BEGIN EC PRIVATE KEY----- | the signing key is of another kind, or something stands before",
                "-----BEGIN OPENSSH PRIVATE KEY----- | the signing key is of another kind, or something stands before",
                "-----BEGIN PUBLIC KEY----- | the signing key is a public key, which signs nothing",
                "-----BEGIN PRIVATE KEY-----MC4CAQAwBQYDK2VwBCIE | the signing key must be one key from",
                "-----BEGIN PRIVATE KEY-----\\nMC4=\\n-----END PRIVATE KEY----- | the two characters \\n are no line break",
                "-----BEGIN PRIVATE KEY-----MC4CAQAw-----END PRIVATE KEY----- | the signing key is no Ed25519 key",
                "-----BEGIN PRIVATE KEY----------END PRIVATE KEY----- | the signing key is no Ed25519 key",
            })
    void anything_else_is_told_and_so_is_how_to_make_one(String text, String message) {
        assertThatThrownBy(() -> SigningKey.read(text))
                .isInstanceOf(UnusableKeyException.class)
                .hasMessageContaining(message)
                .hasMessageEndingWith("make a key with: openssl genpkey -algorithm ed25519");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"EC", "RSA", "Ed448", "X25519"})
    void a_key_of_another_kind_is_told(String kind) throws Exception {
        byte[] der = KeyPairGenerator.getInstance(kind)
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        assertThatThrownBy(() -> SigningKey.read(pem(der)))
                .isInstanceOf(UnusableKeyException.class)
                .hasMessageStartingWith("the signing key is no Ed25519 key");
    }

    @Test
    void nothing_of_a_private_key_is_ever_shown() throws Exception {
        String pem = pem(RFC_1);
        String secret = pem.lines().skip(1).findFirst().orElseThrow();
        SigningKey key = SigningKey.read(pem);
        assertThat(key.toString()).isEqualTo("signing key " + key.keyId());
        List<String> damaged = List.of(
                pem.replace("MC4C", "MC4D"),
                pem.replace("MC4C", "M!4C"),
                pem.replace("BEGIN", "END"),
                pem + pem,
                secret,
                "x" + pem,
                pem.replace("-----END", "-----EDN"),
                pem.replace("MC4C", ""));
        for (String text : damaged) {
            StringWriter trace = new StringWriter();
            assertThatThrownBy(() -> SigningKey.read(text))
                    .isInstanceOf(UnusableKeyException.class)
                    .satisfies(e -> e.printStackTrace(new PrintWriter(trace)));
            assertThat(trace.toString()).doesNotContain(secret.substring(24, 40));
        }
    }

    @Test
    void a_payload_has_bounds() throws Exception {
        SigningKey key = SigningKey.read(pem(RFC_1));
        assertThat(key.sign(TYPE, new byte[Envelope.PAYLOAD_LIMIT]).payload()).hasSize(262_144);
        assertThatThrownBy(() -> key.sign(TYPE, new byte[Envelope.PAYLOAD_LIMIT + 1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("payload must be 262144 bytes at most");
    }

    private static String pem(String seed) {
        return pem(HexFormat.of().parseHex("302e020100300506032b657004220420" + seed));
    }

    private static String pem(Signer signer) {
        return pem(signer.pair().getPrivate().getEncoded());
    }

    private static String pem(byte[] der) {
        return "-----BEGIN PRIVATE KEY-----\n" + Base64.getEncoder().encodeToString(der)
                + "\n-----END PRIVATE KEY-----\n";
    }
}
