package dev.releasegate.dsse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EcdsaSignatureTest {
    /** CVE-2022-21449: Java before 17.0.3 took these for a signature of anything by anybody. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "3006020100020100",
                "3006020101020100",
                "00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
                        + "000000000000000000000000",
                "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"
                        + "0000000000000000000000000000000000000000000000000000000000000001",
                "0000000000000000000000000000000000000000000000000000000000000001"
                        + "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
                "3007020200010201" + "01",
                "30060201ff020101",
                "300602010102010100",
                "30810602010102" + "0101",
                "3006020181020101",
                "3080020101020101" + "0000",
                ""
            })
    void numbers_that_are_in_no_signature_are_not_tried(String hex) {
        assertThat(EcdsaSignature.read(HexFormat.of().parseHex(hex))).isEmpty();
    }

    @Test
    void small_numbers_have_leading_zeros_in_raw_form() {
        byte[] raw = EcdsaSignature.read(HexFormat.of().parseHex("3007020200ff020101"))
                .orElseThrow()
                .raw();
        assertThat(HexFormat.of().formatHex(raw)).isEqualTo("00".repeat(31) + "ff" + "00".repeat(31) + "01");
        assertThat(EcdsaSignature.read(raw).orElseThrow().raw()).isEqualTo(raw);
    }
}
