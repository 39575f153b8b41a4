package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.releasegate.dsse.Envelope;
import dev.releasegate.dsse.Signer;
import dev.releasegate.dsse.TrustedKey;
import dev.releasegate.dsse.TrustedKeys;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Envelopes as the DSSE specification has them; what is signed by whom is of its own examples. */
class EnvelopeTest {
    /** Keys TEST 1 and TEST 2 of RFC 8032 (7.1), by which the test vectors of DSSE are signed. */
    private static final TrustedKey A =
            ed25519("A", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");

    private static final TrustedKey B =
            ed25519("B", "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");

    private static final String STATEMENT = "eyJfdHlwZSI6Imh0dHBzOi8vaW4tdG90by5pby9TdGF0ZW1lbnQvdjEifQ==";
    private static final String BY_A =
            "2WAfaHm5jluo0w+0rk8uVkluELJYWjSmU9x7EUzx+AyteDGJ4/nqyJXfmAUVFIAoQafWm7AxBZNw5M9ixNHiCA==";
    private static final String BY_B =
            "c1+67/aT0yqEpwx8PsVY3MLHsj9D0CZ014/Fv/QlG59P+9CobUZ7xECJ/V3USG0Ob9CiE5LjReEZUzNF2l7eBw==";

    /** Section "Test Vectors" of the DSSE protocol: ECDSA, the signature in raw form. */
    @Test
    void the_example_of_the_specification_verifies() throws Refusal {
        Envelope envelope = envelope(
                "http://example.com/HelloWorld",
                "aGVsbG8gd29ybGQ=",
                "{\"sig\":\"A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA==\"}");
        assertThat(new String(envelope.signed(), StandardCharsets.UTF_8))
                .isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
        TrustedKey key = es256(
                "46950820868899156662930047687818585632848591499744589407958293238635476079160",
                "5640078356564379163099075877009565129882514886557779369047442380624545832820");
        assertThat(Envelopes.signer(TrustedKeys.of(List.of(A, key)), envelope)).isEqualTo(key);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "application/vnd.in-toto+json, " + STATEMENT + ", " + BY_A,
        "application/vnd.in-toto+json, -_-_Pj8=,"
                + " P-_KHICeR7tI6S_YyejJTRtrXhcQyQ2LYPaL8h90KjC9qN8HU_svOQ6TuDOT1HIrsGW886DbWNWcCmX5twLrAw==",
        "application/vnd.in-toto+json, '',"
                + " gSggCAaTLTYyRH6FIDBem6meyIynsYy8RTHVzwx9tnTb7Bg/1jMWnuVgI/gffqmbsC2VX5/jHfkkDqsj7CDbDg==",
        "application/vnd.exämple+json, " + STATEMENT
                + ", xmSk/ug66ysT7ayhkCIjhAq42zgZXSsEWuzUaNL7w2eGAdF/NU6/fRXPtmfN+5DNSAs5/i2lUnHjbbjPsu0tAw==",
        "'', " + STATEMENT
                + ", iC3q/+3Rm0+lpAJRueDmDh15PnwCfxKmS0NAfKsbv+zgulXQC/WM9trc+j1XEqlwDIg/vf/uNfebeD6sxInrDg==",
    })
    void the_test_vectors_verify(String type, String payload, String signature) throws Refusal {
        assertThat(Envelopes.signer(TrustedKeys.of(List.of(B, A)), envelope(type, payload, sig(signature))))
                .isEqualTo(A);
    }

    @Test
    void a_signature_of_one_type_is_none_of_another() throws Refusal {
        Envelope envelope = envelope("application/vnd.example.other+json", STATEMENT, sig(BY_A));
        assertThat(flawOf(() -> Envelopes.signer(TrustedKeys.of(List.of(A)), envelope)))
                .isEqualTo("no_trusted_key");
    }

    @Test
    void of_several_signatures_one_by_a_trusted_key_is_enough() throws Refusal {
        Envelope envelope = envelope(Statement.PAYLOAD_TYPE, STATEMENT, sig(BY_A), sig(BY_B));
        assertThat(Envelopes.signer(TrustedKeys.of(List.of(B)), envelope)).isEqualTo(B);
        assertThat(Envelopes.signer(TrustedKeys.of(List.of(A)), envelope)).isEqualTo(A);
    }

    @ParameterizedTest(name = "keyid {0}")
    @ValueSource(strings = {"A", "B", "", "unknown"})
    void what_a_signature_says_of_its_key_changes_nothing(String keyId) throws Refusal {
        String signature = "{\"keyid\":\"" + keyId + "\",\"sig\":\"" + BY_A + "\"}";
        assertThat(Envelopes.signer(
                        TrustedKeys.of(List.of(B, A)), envelope(Statement.PAYLOAD_TYPE, STATEMENT, signature)))
                .isEqualTo(A);
        Envelope another = envelope(Statement.PAYLOAD_TYPE, "AAAA", signature);
        assertThat(flawOf(() -> Envelopes.signer(TrustedKeys.of(List.of(A)), another)))
                .isEqualTo(keyId.equals("A") ? "bad_signature" : "no_trusted_key");
    }

    /** The order of the group added to the second half of a signature: the same equation, but not the same signature. */
    @Test
    void a_signature_has_no_second_form() throws Refusal {
        byte[] signature = java.util.Base64.getDecoder().decode(BY_A);
        BigInteger order = BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
        byte[] reversed = new byte[32];
        for (int i = 0; i < 32; i++) {
            reversed[i] = signature[63 - i];
        }
        byte[] sum = new BigInteger(1, reversed).add(order).toByteArray();
        for (int i = 0; i < 32; i++) {
            signature[32 + i] = i < sum.length ? sum[sum.length - 1 - i] : 0;
        }
        Envelope envelope = envelope(Statement.PAYLOAD_TYPE, STATEMENT, sig(Signer.base64(signature)));
        assertThat(flawOf(() -> Envelopes.signer(TrustedKeys.of(List.of(A)), envelope)))
                .isEqualTo("no_trusted_key");
    }

    @Test
    void it_is_told_as_it_came_but_for_what_dsse_does_not_know() throws Refusal {
        Json read = json("{\"signatures\":[{\"sig\":\"-_8\",\"x\":1},{\"keyid\":\"k\",\"sig\":\"\"}],\"y\":[],"
                + "\"payloadType\":\"t\",\"payload\":\"-_8=\"}");
        assertThat(CanonicalJson.of(Envelopes.json(Envelopes.of(read))))
                .isEqualTo("{\"payload\":\"-_8=\",\"payloadType\":\"t\","
                        + "\"signatures\":[{\"sig\":\"-_8\"},{\"keyid\":\"k\",\"sig\":\"\"}]}");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "null",
                "[]",
                "\"e30=\"",
                "{}",
                "{\"payload\":\"\",\"payloadType\":\"\"}",
                "{\"payload\":\"\",\"payloadType\":\"\",\"signatures\":{}}",
                "{\"payload\":\"\",\"payloadType\":\"\",\"signatures\":[]}",
                "{\"payload\":\"\",\"payloadType\":\"\",\"signatures\":[null]}",
                "{\"payload\":\"\",\"payloadType\":\"\",\"signatures\":[{}]}",
                "{\"payload\":\"\",\"payloadType\":\"\",\"signatures\":[{\"sig\":null}]}",
                "{\"payload\":\"\",\"payloadType\":\"\",\"signatures\":[{\"sig\":\"A\"}]}",
                "{\"payload\":\"\",\"payloadType\":\"\",\"signatures\":[{\"sig\":\"AA=\"}]}",
                "{\"payload\":\"\",\"payloadType\":\"\",\"signatures\":[{\"sig\":\"AB==\"}]}",
                "{\"payload\":\"\",\"payloadType\":\"\",\"signatures\":[{\"sig\":\"+_==\"}]}",
                "{\"payload\":\"\",\"payloadType\":\"\",\"signatures\":[{\"sig\":\"AA==\\n\"}]}",
                "{\"payload\":\"\",\"payloadType\":\"\",\"signatures\":[{\"sig\":\"\",\"keyid\":1}]}",
                "{\"payload\":\"\",\"payloadType\":null,\"signatures\":[{\"sig\":\"\"}]}",
                "{\"payload\":{},\"payloadType\":\"\",\"signatures\":[{\"sig\":\"\"}]}",
                "{\"payload\":\"e30=e30=\",\"payloadType\":\"\",\"signatures\":[{\"sig\":\"\"}]}",
                "{\"payload\":\"\",\"payloadType\":\"\",\"signature\":[{\"sig\":\"\"}]}",
            })
    void anything_else_is_no_envelope(String text) {
        assertThat(flawOf(() -> Envelopes.of(json(text)))).isEqualTo("bad_envelope");
    }

    @Test
    void it_has_bounds() throws Refusal {
        String nine = "{\"sig\":\"\"}" + ",{\"sig\":\"\"}".repeat(Envelope.MOST_SIGNATURES);
        assertThat(flawOf(() -> envelope("t", "", nine))).isEqualTo("bad_envelope");
        assertThat(envelope("t", "", nine.substring(",{\"sig\":\"\"}".length())).signatures())
                .hasSize(8);
        String largest = Signer.base64(new byte[Envelope.PAYLOAD_LIMIT]);
        assertThat(envelope("t", largest, "{\"sig\":\"\"}").payload()).hasSize(262_144);
        String larger = Signer.base64(new byte[Envelope.PAYLOAD_LIMIT + 1]);
        assertThat(flawOf(() -> envelope("t", larger, "{\"sig\":\"\"}"))).isEqualTo("bad_envelope");
    }

    private static String sig(String base64) {
        return "{\"sig\":\"" + base64 + "\"}";
    }

    private static Envelope envelope(String type, String base64, String... signatures) throws Refusal {
        return Envelopes.of(json("{\"payloadType\":" + CanonicalJson.quote(type) + ",\"payload\":\"" + base64
                + "\",\"signatures\":[" + String.join(",", signatures) + "]}"));
    }

    private static Json json(String text) throws Refusal {
        return JsonReader.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static TrustedKey ed25519(String name, String hex) {
        return TrustedKey.of(name, HexFormat.of().parseHex("302a300506032b6570032100" + hex))
                .orElseThrow();
    }

    private static TrustedKey es256(String x, String y) {
        String point = String.format("04%064x%064x", new BigInteger(x), new BigInteger(y));
        return TrustedKey.of(
                        "spec", HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d030107034200" + point))
                .orElseThrow();
    }

    private interface Attempt {
        Object make() throws Refusal;
    }

    private static String flawOf(Attempt attempt) {
        Refusal refusal = catchThrowableOfType(Refusal.class, attempt::make);
        assertThat(refusal.answer().status()).isEqualTo(422);
        return refusal.answer().text().replaceAll(".*\"reason\":\"(\\w+)\"}", "$1");
    }
}
