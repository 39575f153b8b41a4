package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrnTest {
    @ParameterizedTest(name = "{0} is the name {1}")
    @CsvSource({
        "urn:example:a, urn:example:a",
        "URN:EXAMPLE:a, urn:example:a",
        "uRn:Example:aB, urn:example:aB" /* the NSS keeps its case */,
        "urn:ab:x, urn:ab:x" /* shortest NID */,
        "urn:a2345678901234567890123456789012:x, urn:a2345678901234567890123456789012:x" /* longest NID: 32 */,
        "urn:a-b:x, urn:a-b:x",
        "urn:example:a%2fb, urn:example:a%2Fb",
        "urn:example:%41, urn:example:%41" /* not the same name as urn:example:A */,
        "urn:example:a/b:c@d, urn:example:a/b:c@d",
        "'urn:example:-._~!$&()*+,;=', 'urn:example:-._~!$&()*+,;='",
    })
    void equivalent_spellings_are_one_name(String spelling, String name) {
        assertThat(new Urn(spelling).value()).isEqualTo(name);
        assertThat(new Urn(new Urn(spelling).value())).isEqualTo(new Urn(spelling));
    }

    @ParameterizedTest(name = "{0} is no name")
    @ValueSource(
            strings = {
                "",
                "urn",
                "urn:",
                "urn:example",
                "urn:example:",
                "urn:a:x",
                "urn:-ab:x",
                "urn:ab-:x",
                "urn:a_b:x",
                "urn:a23456789012345678901234567890123:x",
                "urn:example:/a",
                "urn:example:a b",
                "urn:example:a%",
                "urn:example:a%2",
                "urn:example:a%zz",
                "urn:example:ü",
                "urn:example:a?+r",
                "urn:example:a?=q",
                "urn:example:a#f",
                "urn:example:a\n",
                " urn:example:a",
                "url:example:a",
            })
    void what_is_not_of_the_form_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Urn(text));
    }

    @Test
    void a_name_has_at_most_1024_characters() {
        String longest = "urn:example:" + "a".repeat(1012);
        assertThat(new Urn(longest).value()).hasSize(1024);
        assertThatIllegalArgumentException().isThrownBy(() -> new Urn(longest + "a"));
    }

    @Test
    void a_caller_is_told_with_400() {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> Urn.of("nonsense"));
        assertThat(refusal.answer().status()).isEqualTo(400);
        assertThat(refusal.answer().text())
                .startsWith("{\"error\":\"bad_request\",")
                .doesNotContain("nonsense");
    }
}
