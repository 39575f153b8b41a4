package dev.releasegate.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintableTest {
    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "'a\nb', a\\u000ab",
        "'a\r\nb', a\\u000d\\u000ab",
        "'a\tb', a\\u0009b",
        "'a\u0000b', a\\u0000b",
        "'\u001b[31mred', \\u001b[31mred",
        "'\u009b31mred', \\u009b31mred" /* the same command in one character */,
        "'a\u0007b', a\\u0007b",
        "'a\u007fb', a\\u007fb",
        "'a\u0085b', a\\u0085b",
        "'a\u2028b', a\\u2028b",
        "'a\u2029b', a\\u2029b",
        "'\u202eevil', \\u202eevil" /* from right to left */,
        "'\u2066evil\u2069', \\u2066evil\\u2069",
        "'a\u200bb', a\\u200bb" /* no width */,
        "'\ufeffa', \\ufeffa",
        "'a\ufdd0b', a\\ufdd0b" /* no character */,
        "'##[error]boo', ##\\u005berror]boo",
        "'###[error]boo', ###\\u005berror]boo",
        "'##\u200b[error]boo', ##\\u200b[error]boo",
    })
    void what_could_do_harm_is_written_as_an_escape(String text, String printable) {
        assertThat(Printable.of(text)).isEqualTo(printable);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"resolve", "''", "'GET /v1/resolve?urn=a&b'", "#[x] [##] # #[", "Größe 3 µs", "解決", "مرحبا", "😀 ok"})
    void plain_text_of_any_script_stays_as_it_is(String text) {
        assertThat(Printable.of(text)).isEqualTo(text);
    }

    @Test
    void what_is_longer_than_500_characters_is_cut_off() {
        assertThat(Printable.of("x".repeat(500))).isEqualTo("x".repeat(500));
        assertThat(Printable.of("x".repeat(501))).isEqualTo("x".repeat(500) + "…");
    }

    @Test
    void the_cut_never_goes_through_a_character() {
        assertThat(Printable.of("x".repeat(499) + "😀 and more")).isEqualTo("x".repeat(499) + "…");
        assertThat(Printable.of("x".repeat(498) + "😀 and more")).isEqualTo("x".repeat(498) + "😀…");
    }

    @Test
    void half_a_character_is_written_as_an_escape() {
        assertThat(Printable.of("a\ud800b")).isEqualTo("a\\ud800b");
        assertThat(Printable.of("a\ude00")).isEqualTo("a\\ude00");
        assertThat(Printable.of("\ud83d")).isEqualTo("\\ud83d");
    }

    /** Invisible letters of plane 14, with which text can be smuggled past a reader. */
    @Test
    void invisible_letters_beyond_the_first_plane_are_written_as_escapes() {
        assertThat(Printable.of("a" + Character.toString(0xE0041) + "b")).isEqualTo("a\\udb40\\udc41b");
    }
}
