package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {
    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "`{\"b\":1,\"a\":2}` | `{\"a\":2,\"b\":1}`",
                "` { \"a\" : [ 1 , true , false , null ] } ` | `{\"a\":[1,true,false,null]}`",
                "`{\"x\":{\"b\":[],\"a\":{}}}` | `{\"x\":{\"a\":{},\"b\":[]}}`",
                "`[2,1]` | `[2,1]`" /* the order of an array means something */,
                "`\"\\u0041\\/\"` | `\"A/\"`",
                "`\"\\u0001\\u001F\\b\\t\\n\\f\\r\\\"\\\\\"` | `\"\\u0001\\u001f\\b\\t\\n\\f\\r\\\"\\\\\"`",
                "`{\"B\":1,\"a\":2,\"\":3}` | `{\"\":3,\"B\":1,\"a\":2}`",
                "`\"\\uD83D\\uDE00\"` | `\"😀\"`",
            })
    void a_value_has_one_form(String written, String canonical) throws Refusal {
        assertThat(canonical(written)).isEqualTo(canonical);
        assertThat(canonical(canonical)).isEqualTo(canonical);
    }

    /** The example of RFC 8785, section 3.2.3: sorted by UTF-16 code unit, so the emoji comes before U+FB33. */
    @Test
    void members_are_sorted_by_utf_16_code_unit() throws Refusal {
        String written =
                "{\"\\u20ac\":1,\"\\r\":2,\"\\ufb33\":3,\"1\":4,\"\\ud83d\\ude00\":5,\"\\u0080\":6,\"\\u00f6\":7}";
        assertThat(canonical(written))
                .isEqualTo(
                        "{\"\\r\":2,\"1\":4,\"\u0080\":6,\"\u00f6\":7,\"\u20ac\":1,\"\ud83d\ude00\":5,\"\ufb33\":3}");
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource({
        "0, 0",
        "-0, 0",
        "1.0, 1",
        "-1.50, -1.5",
        "100, 100",
        "1e2, 100",
        "0.000001, 0.000001",
        "0.0000001, 1e-7",
        "1.5e-7, 1.5e-7",
        "100000000000000000000, 100000000000000000000",
        "1e20, 100000000000000000000",
        "1e21, 1e+21",
        "1.5e21, 1.5e+21",
        "2e23, 2e+23" /* Double.toString before JDK 19: 1.9999999999999998E23 */,
        "2.0e-3, 0.002",
        "333333333.33333329, 333333333.3333333" /* RFC 8785, appendix B and 3.2.2 */,
        "1E30, 1e+30",
        "4.50, 4.5",
        "0.000000000000000000000000001, 1e-27",
        "5e-324, 5e-324",
        "1.7976931348623157e308, 1.7976931348623157e+308",
        "9007199254740991, 9007199254740991",
        "9007199254740992, 9007199254740992",
    })
    void a_number_is_written_as_ecmascript_writes_it(String written, String canonical) throws Refusal {
        assertThat(canonical(written)).isEqualTo(canonical);
    }

    @ParameterizedTest(name = "{0} is refused")
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1,]",
                "{\"a\":1,}",
                "{\"a\":1}{}",
                "{\"a\":1} x",
                "{\"a\":1,\"a\":2}",
                "{\"a\":1,\"\\u0061\":2}",
                "{a:1}",
                "{'a':1}",
                "01",
                "+1",
                ".5",
                "NaN",
                "1e400",
                "9007199254740993",
                "\"\\ud800\"",
                "{\"\\udc00\":1}",
                "\"\t\"",
                "// c\n1",
                "\ufeff1",
                "nul",
            })
    void what_is_not_strict_json_is_refused_with_400(String written) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> canonical(written));
        assertThat(refusal.answer().status()).isEqualTo(400);
    }

    @Test
    void bytes_that_are_not_utf_8_are_refused() {
        byte[] overlong = {'"', (byte) 0xc0, (byte) 0xaf, '"'};
        assertThat(catchThrowableOfType(Refusal.class, () -> JsonReader.read(overlong)))
                .hasMessage("The body is not UTF-8");
    }

    @Test
    void sixty_four_levels_are_read_and_sixty_five_are_not() throws Refusal {
        assertThat(canonical("[".repeat(64) + "]".repeat(64))).hasSize(128);
        assertThat(catchThrowableOfType(Refusal.class, () -> canonical("[".repeat(65) + "]".repeat(65))))
                .isNotNull();
    }

    private static String canonical(String json) throws Refusal {
        return CanonicalJson.of(JsonReader.read(json.getBytes(StandardCharsets.UTF_8)));
    }
}
