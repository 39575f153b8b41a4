package dev.releasegate.record;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PerfLogReaderTest {
    private static final String GOOD =
            "{'ts':'2026-11-23T16:44:10.123Z','sessionId':'s1','tool':'registry','step':'resolve','ms':12.5,'ok':true}"
                    .replace('\'', '"');

    private static final PerfRecord GOOD_ENTRY = new PerfRecord(
            Instant.parse("2026-11-23T16:44:10.123Z"), "s1", new Step("registry", "resolve"), 12.5, Outcome.SUCCESS);

    private static final String NO_TIME =
            "\"ts\" must be a time in UTC such as 2026-11-23T16:44:10.123Z, but is \"%s\"";

    private static final String NO_TOKEN =
            "not JSON: Unrecognized token '%s': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

    @TempDir
    private Path folder;

    static Stream<Arguments> fields_that_are_wrong() {
        return Stream.of(
                arguments("ms", "\"312\"", "\"ms\" must be a finite number >= 0, but is \"312\""),
                arguments("ms", "-1", "\"ms\" must be a finite number >= 0, but is -1"),
                arguments("ms", "1e400", "\"ms\" must be a finite number >= 0, but is 1e400"),
                arguments("ms", "null", "\"ms\" must be a finite number >= 0, but is null"),
                arguments("ms", "true", "\"ms\" must be a finite number >= 0, but is true"),
                arguments("ms", "[12.5]", "\"ms\" must be a finite number >= 0, but is an array"),
                arguments("ms", "{}", "\"ms\" must be a finite number >= 0, but is an object"),
                arguments(
                        "ms",
                        "\"" + "7".repeat(60) + "\"",
                        "\"ms\" must be a finite number >= 0, but is \"" + "7".repeat(40) + "…\""),
                arguments(
                        "ms",
                        "NaN",
                        "not JSON: Non-standard token 'NaN': enable `JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS` to allow"),
                arguments("ms", "012", "not JSON: Invalid numeric value: Leading zeroes not allowed"),
                arguments(
                        "ok", "true,\"phase\":\"warm-up\"", "\"phase\" must be warmup or left out, but is \"warm-up\""),
                arguments("ok", "true,\"phase\":5", "\"phase\" must be a string, but is 5"),
                arguments(
                        "ok",
                        "true,\"controlFailed\":\"true\"",
                        "\"controlFailed\" must be true or false, but is \"true\""),
                arguments("ok", "true,\"lagMs\":-1", "\"lagMs\" must be a finite number >= 0, but is -1"),
                arguments("ok", "true,\"controlMs\":\"1\"", "\"controlMs\" must be a finite number >= 0, but is \"1\""),
                arguments("ts", "5", "\"ts\" must be a string, but is 5"),
                arguments("ts", "null", "\"ts\" must be a string, but is null"),
                arguments("ts", "\"\"", NO_TIME.formatted("")),
                arguments("ts", "\"yesterday\"", NO_TIME.formatted("yesterday")),
                arguments("ts", "\"yesterdaZ\"", NO_TIME.formatted("yesterdaZ")),
                arguments("ts", "\"2026-11-23\"", NO_TIME.formatted("2026-11-23")),
                arguments("ts", "\"2026-11-23T16:44:10\"", NO_TIME.formatted("2026-11-23T16:44:10")),
                arguments("ts", "\"2026-11-23T17:44:10+01:00\"", NO_TIME.formatted("2026-11-23T17:44:10+01:00")),
                arguments("sessionId", "5", "\"sessionId\" must be a string, but is 5"),
                arguments("sessionId", "null", "\"sessionId\" must be a string, but is null"),
                arguments("sessionId", "\" \"", "\"sessionId\" must not be blank"),
                arguments("tool", "[]", "\"tool\" must be a string, but is an array"),
                arguments("tool", "\"\"", "\"tool\" must not be blank"),
                arguments("step", "{\"name\":\"resolve\"}", "\"step\" must be a string, but is an object"),
                arguments("step", "\"\\t\"", "\"step\" must not be blank"),
                arguments(
                        "step",
                        "\"a\u0000b\"",
                        "not JSON: Illegal unquoted character ((CTRL-CHAR, code 0)): has to be escaped using backslash to be included in string value"),
                arguments("ok", "false", "\"errorReason\" is missing"),
                arguments("ok", "false,\"errorReason\":null", "\"errorReason\" is missing"),
                arguments("ok", "false,\"errorReason\":5", "\"errorReason\" must be a string, but is 5"),
                arguments(
                        "ok",
                        "true,\"errorReason\":\"not_found\"",
                        "\"errorReason\" belongs to a record with \"ok\": false, but \"ok\" is true"),
                arguments(
                        "ok",
                        "false,\"errorReason\":\"oops\"",
                        "\"errorReason\" must be a known reason such as not_found or http_418, but is \"oops\""),
                arguments(
                        "ok",
                        "false,\"errorReason\":\"" + "no ".repeat(30) + "\"",
                        "\"errorReason\" must be a known reason such as not_found or http_418, but is \""
                                + "no ".repeat(13) + "n…\""),
                arguments("ok", "true,\"proof\":7", "\"proof\" must be a string, but is 7"),
                arguments("ok", "true,\"proof\":\"\"", "\"proof\" must be 1 to 64 hex digits"),
                arguments("ok", "true,\"proof\":\"0g\"", "\"proof\" must be 1 to 64 hex digits"),
                arguments("ok", "true,\"proof\":\"" + "0".repeat(65) + "\"", "\"proof\" must be 1 to 64 hex digits"),
                arguments("ok", "true,\"requestId\":7", "\"requestId\" must be a string, but is 7"),
                arguments(
                        "ok",
                        "true,\"requestId\":\"a b\"",
                        "\"requestId\" must be 1 to 128 of the characters A-Z a-z 0-9 . _ ~ + / = : @ -, but is \"a b\""),
                arguments("ok", "true,\"ms\":1", "not JSON: Duplicate field 'ms'"),
                arguments("ok", "true,\"extra\":{\"a\":1,\"a\":1}", "not JSON: Duplicate field 'a'"),
                arguments("ok", "tru", NO_TOKEN.formatted("tru")),
                arguments(
                        "ok",
                        "true,\"deep\":" + "[".repeat(2000) + "]".repeat(2000),
                        "not JSON: Document nesting depth (1001) exceeds the maximum allowed (1000, from `StreamReadConstraints.getMaxNestingDepth()`)"));
    }

    @ParameterizedTest(name = "\"{0}\": {1}")
    @MethodSource("fields_that_are_wrong")
    void a_wrong_field_is_told_with_what_was_found(String name, String value, String why) throws IOException {
        assertThat(read(with(name, value) + "\n")).containsExactly(new LogLine.Rejected(1, why));
    }

    @ParameterizedTest(name = "without {0}")
    @MethodSource("names_that_must_be_there")
    void a_missing_field_is_told_by_its_name(String name) throws IOException {
        assertThat(read(GOOD.replace("\"" + name + "\":", "\"other\":") + "\n"))
                .containsExactly(new LogLine.Rejected(1, "\"" + name + "\" is missing"));
    }

    static Stream<String> names_that_must_be_there() {
        return Stream.of("ts", "sessionId", "tool", "step", "ms");
    }

    static Stream<Arguments> lines_that_are_none() {
        return Stream.of(
                arguments("{}", "\"ts\" is missing"),
                arguments("[" + GOOD + "]", "the line must be a JSON object"),
                arguments("5", "the line must be a JSON object"),
                arguments("null", "the line must be a JSON object"),
                arguments("\"text\"", "the line must be a JSON object"),
                arguments("hello", NO_TOKEN.formatted("hello")),
                arguments(GOOD + GOOD, "there is more after the JSON object"),
                arguments(GOOD + " {}", "there is more after the JSON object"),
                arguments(GOOD + "\r" + GOOD, "there is more after the JSON object"),
                arguments(GOOD + " x", NO_TOKEN.formatted("x")),
                arguments(GOOD + ",", "not JSON: Unexpected character (',' (code 44)): expected a value"),
                arguments(GOOD.substring(0, 50), "not JSON: Unexpected end-of-input within/between Object entries"),
                arguments(
                        "\u0000",
                        "not JSON: Illegal character ((CTRL-CHAR, code 0)): only regular white space (\\r, \\n, \\t) is allowed between tokens"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lines_that_are_none")
    void a_line_that_is_no_record_is_told_and_not_dropped(String line, String why) throws IOException {
        assertThat(read(line + "\n")).containsExactly(new LogLine.Rejected(1, why));
    }

    @Test
    void bytes_that_are_not_utf_8_are_told() throws IOException {
        assertThat(read((with("step", "\"r\u00ffsolve\"") + "\n").getBytes(ISO_8859_1)))
                .containsExactly(new LogLine.Rejected(1, "not JSON: Invalid UTF-8 start byte 0xff"));
    }

    @Test
    void a_byte_order_mark_may_stand_before_the_first_line_only() throws IOException {
        String line = with("step", "\"resolve\"") + "\n";
        assertThat(read("\ufeff" + line + "\ufeff" + line))
                .last()
                .isEqualTo(new LogLine.Rejected(2, "there is a byte order mark before it"));
    }

    @Test
    void utf_16_is_no_utf_8() throws IOException {
        assertThat(read(with("step", "\"resolve\"").getBytes(java.nio.charset.StandardCharsets.UTF_16LE)))
                .containsExactly(new LogLine.Torn(1, "the line is not UTF-8"));
    }

    @Test
    void a_line_that_starts_like_utf_32_is_told_like_any_other() throws IOException {
        assertThat(read(new byte[] {0, 0, 0, '{', 1, 2, 3, 4, '\n'}))
                .containsExactly(new LogLine.Rejected(1, "the line is not UTF-8"));
    }

    @Test
    void an_escaped_lone_surrogate_is_kept_as_it_is() throws IOException {
        assertThat(read(with("step", "\"\\ud800\"") + "\n"))
                .containsExactly(new LogLine.Sample(
                        1,
                        new PerfRecord(GOOD_ENTRY.ts(), "s1", new Step("registry", "\ud800"), 12.5, Outcome.SUCCESS)));
    }

    @Test
    void a_byte_order_mark_before_the_first_record_costs_no_record() throws IOException {
        assertThat(read("\ufeff" + GOOD + "\n" + GOOD + "\n")).containsExactly(sample(1), sample(2));
    }

    @Test
    void lines_may_end_as_on_windows() throws IOException {
        assertThat(read(GOOD + "\r\n" + GOOD + "\r\n")).containsExactly(sample(1), sample(2));
    }

    @Test
    void blank_lines_are_passed_over_but_counted_in_the_line_numbers() throws IOException {
        assertThat(read("\n \t\n\r\n" + GOOD + "\n\n" + GOOD + "\n   ")).containsExactly(sample(4), sample(6));
    }

    @Test
    void an_empty_file_has_no_line() throws IOException {
        assertThat(read("")).isEmpty();
    }

    @Test
    void other_keys_are_ignored_even_where_they_hold_the_names_of_ours() throws IOException {
        String more = ",\"err\":null,\"status\":200,\"nested\":{\"ms\":-1,\"ok\":\"no\",\"list\":[{\"ts\":5},[]]}}";
        assertThat(read(GOOD.substring(0, GOOD.length() - 1) + more + "\n")).containsExactly(sample(1));
    }

    @Test
    void minus_zero_is_zero() throws IOException {
        PerfRecord entry = onlySample(with("ms", "-0.0"));
        assertThat(Double.doubleToRawLongBits(entry.ms())).isZero();
    }

    @Test
    void a_failure_has_its_reason() throws IOException {
        assertThat(onlySample(with("ok", "false,\"errorReason\":\"http_418\"")).outcome())
                .isEqualTo(new Outcome.Failure(new ErrorReason("http_418")));
    }

    @Test
    void a_success_may_say_that_it_has_no_reason() throws IOException {
        assertThat(onlySample(with("ok", "true,\"errorReason\":null")).outcome())
                .isEqualTo(Outcome.SUCCESS);
    }

    @Test
    void a_line_of_2_megabytes_is_told_and_the_next_one_read() throws IOException {
        String longLine = with("ok", "true,\"x\":\"" + "y".repeat(2_000_000) + "\"");
        assertThat(read(longLine + "\n" + GOOD + "\n"))
                .containsExactly(new LogLine.Rejected(1, "the line is longer than 1048576 bytes"), sample(2));
    }

    @Test
    void a_line_of_exactly_1048576_bytes_is_read() throws IOException {
        String padding = " ".repeat(RawLines.MAX_BYTES - GOOD.length());
        assertThat(read(GOOD + padding + "\n")).containsExactly(sample(1));
        assertThat(read(GOOD + padding + " \n"))
                .containsExactly(new LogLine.Rejected(1, "the line is longer than 1048576 bytes"));
    }

    @Test
    void a_record_behind_more_than_1048576_blanks_is_told_and_not_taken_for_a_blank_line() throws IOException {
        assertThat(read(" ".repeat(RawLines.MAX_BYTES) + GOOD + "\n"))
                .containsExactly(new LogLine.Rejected(1, "the line is longer than 1048576 bytes"));
    }

    @Test
    void a_torn_last_line_is_told_apart_from_a_rejected_one() throws IOException {
        String half = GOOD.substring(0, 50);
        String why = "not JSON: Unexpected end-of-input within/between Object entries";
        assertThat(read(GOOD + "\n" + half)).containsExactly(sample(1), new LogLine.Torn(2, why));
        assertThat(read(GOOD + "\n" + half + "\n")).containsExactly(sample(1), new LogLine.Rejected(2, why));
    }

    @Test
    void a_last_line_that_is_whole_needs_no_line_end() throws IOException {
        assertThat(read(GOOD + "\n" + GOOD)).containsExactly(sample(1), sample(2));
    }

    /** Wherever the writer dies, the line is torn, unless only its line end is missing. */
    @Test
    void every_true_part_of_a_line_is_torn() throws IOException {
        for (int length = 1; length < GOOD.length(); length++) {
            assertThat(read(GOOD + "\n" + GOOD.substring(0, length)))
                    .hasSize(2)
                    .first()
                    .isEqualTo(sample(1));
            assertThat(read(GOOD.substring(0, length))).singleElement().isInstanceOf(LogLine.Torn.class);
        }
    }

    @Test
    void lines_that_lie_across_the_bounds_of_the_buffer_are_whole() throws IOException {
        int lines = 3 * (1 << 16) / GOOD.length();
        assertThat(read((GOOD + "\n").repeat(lines)))
                .hasSize(lines)
                .allSatisfy(line -> assertThat(line).isInstanceOf(LogLine.Sample.class))
                .last()
                .isEqualTo(sample(lines));
    }

    @Test
    void a_missing_file_is_no_empty_log() {
        Path missing = folder.resolve("missing.jsonl");
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> PerfLogReader.read(missing, line -> {}))
                .withMessage(missing.toString());
    }

    private PerfRecord onlySample(String line) throws IOException {
        return ((LogLine.Sample) read(line + "\n").get(0)).entry();
    }

    private List<LogLine> read(String text) throws IOException {
        return read(text.getBytes(UTF_8));
    }

    private List<LogLine> read(byte[] bytes) throws IOException {
        Path log = Files.write(folder.resolve("perf.jsonl"), bytes);
        List<LogLine> lines = new ArrayList<>();
        PerfLogReader.read(log, lines::add);
        return lines;
    }

    private static LogLine sample(long number) {
        return new LogLine.Sample(number, GOOD_ENTRY);
    }

    /** The good line with another value for one of its fields. */
    private static String with(String name, String value) {
        int start = GOOD.indexOf("\"" + name + "\":") + name.length() + 3;
        int comma = GOOD.indexOf(',', start);
        return GOOD.substring(0, start) + value + GOOD.substring(comma < 0 ? GOOD.length() - 1 : comma);
    }
}
