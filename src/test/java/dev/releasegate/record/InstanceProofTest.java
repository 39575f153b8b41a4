package dev.releasegate.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceProofTest {
    private static final String BYTES_0_TO_31 = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    private static final RequestId ID = new RequestId("example-1");

    /** What openssl dgst -sha256 -mac HMAC says. */
    private static final String PROOF = "61ce90a28723acac67ec405813bc2a9b8626d766b71ee9405a0e085954dba15a";

    private final InstanceProof instance = InstanceProof.ofNonce(BYTES_0_TO_31);

    @Test
    void the_worked_example_is_what_openssl_says() {
        assertThat(instance.of(ID)).isEqualTo(PROOF);
        assertThat(instance.proves(ID, PROOF)).isTrue();
    }

    @Test
    void the_commitment_is_the_sha256_of_the_bytes_and_not_of_their_digits() {
        assertThat(instance.nonceSha256())
                .isEqualTo("630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd");
        assertThat(instance.nonce()).isEqualTo(BYTES_0_TO_31);
    }

    @Test
    void a_proof_is_good_for_one_request_of_one_instance() {
        InstanceProof other = InstanceProof.random();
        assertThat(instance.proves(new RequestId("example-2"), PROOF)).isFalse();
        assertThat(other.proves(ID, PROOF)).isFalse();
        assertThat(other.proves(ID, other.of(ID))).isTrue();
        assertThat(other.nonce()).isNotEqualTo(InstanceProof.random().nonce());
        assertThat(InstanceProof.ofNonce(other.nonce()).of(ID)).isEqualTo(other.of(ID));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                "e",
                "61ce90a28723acac67ec405813bc2a9b8626d766b71ee9405a0e085954dba15",
                "61ce90a28723acac67ec405813bc2a9b8626d766b71ee9405a0e085954dba15a0",
                "61CE90A28723ACAC67EC405813BC2A9B8626D766B71EE9405A0E085954DBA15A"
            })
    void what_is_nearly_a_proof_is_none(String proof) {
        assertThat(instance.proves(ID, proof)).isFalse();
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(
            strings = {
                "",
                "00",
                BYTES_0_TO_31 + "00",
                "x" + BYTES_0_TO_31,
                "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F"
            })
    void what_is_no_nonce_is_refused_and_not_told(String nonce) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InstanceProof.ofNonce(nonce))
                .withMessage("a nonce must be 64 lower-case hex digits");
    }

    @Test
    void the_nonce_is_in_no_text_that_could_be_printed() {
        assertThat(instance.toString()).doesNotContain("0001").contains(instance.nonceSha256());
    }
}
