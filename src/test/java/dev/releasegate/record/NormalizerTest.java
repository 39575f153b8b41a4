package dev.releasegate.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormalizerTest {
    private static final String START = "{\"ts\":\"2026-11-23T16:44:10Z\",\"sessionId\":\"s1\",\"tool\":\"registry\","
            + "\"step\":\"resolve\",\"ms\":12.5";

    private final List<Normalizer.Remark> remarks = new ArrayList<>();

    @TempDir
    private Path folder;

    private Path from;
    private Path to;

    @BeforeEach
    void places() {
        from = folder.resolve("found.jsonl");
        to = folder.resolve("perf.jsonl");
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource({
        "timeout, read_timeout",
        "timeout_read, read_timeout",
        "timeout_connect, connect_timeout",
        "dns, dns_failure",
        "tls, tls_failure",
        "ECONNREFUSED, connection_refused",
        "ECONNRESET, connection_reset",
        "ENOTFOUND, dns_failure",
        "ETIMEDOUT, connect_timeout",
    })
    void a_synonym_becomes_the_word_of_the_vocabulary_and_is_kept_beside_it(String found, String word)
            throws IOException {
        assertThat(normalized(START + ",\"ok\":false,\"errorReason\":\"" + found + "\"}"))
                .isEqualTo(START + ",\"ok\":false,\"errorReasonAsFound\":\"" + found + "\",\"errorReason\":\"" + word
                        + "\"}\n");
        assertThat(remarks).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"err", "error"})
    void the_reason_may_stand_under_another_name(String name) throws IOException {
        assertThat(normalized(START + ",\"ok\":false,\"" + name + "\":\"dns\"}"))
                .isEqualTo(START + ",\"ok\":false,\"" + name + "\":\"dns\",\"errorReason\":\"dns_failure\"}\n");
        assertThat(remarks).isEmpty();
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "2026-11-23T17:44:10+01:00, 2026-11-23T16:44:10Z",
        "2026-11-23T08:44:10.123456-08:00, 2026-11-23T16:44:10.123456Z",
        "2026-11-24T00:14:10+07:30, 2026-11-23T16:44:10Z",
        "2026-11-23T16:44:10+00:00, 2026-11-23T16:44:10Z",
    })
    void a_time_with_an_offset_becomes_utc(String found, String utc) throws IOException {
        String line = START + ",\"ok\":true}";
        assertThat(normalized(line.replace("2026-11-23T16:44:10Z", found)))
                .isEqualTo(line.replace("2026-11-23T16:44:10Z", utc) + "\n");
        assertThat(remarks).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                ",\"ok\":true}",
                ",\"ok\":true,\"requestId\":\"a-1\"}",
                ",\"ok\":true,\"errorReason\":null}",
                ",\"ok\":false,\"errorReason\":\"not_found\"}",
                ",\"ok\":false,\"errorReason\":\"http_418\"}",
                ",\"ok\":true,\"extra\":{\"deep\":[1,\"two\",null]}}",
            })
    void a_record_stays_as_it_is(String end) throws IOException {
        assertThat(normalized(START + end)).isEqualTo(START + end + "\n");
        assertThat(remarks).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"7", "null", "\"no name\"", "\"\""})
    void a_name_of_a_request_that_is_none_is_moved_aside(String id) throws IOException {
        assertThat(normalized(START + ",\"requestId\":" + id + ",\"ok\":true}"))
                .isEqualTo(START + ",\"ok\":true,\"requestIdAsFound\":" + id + "}\n");
        assertThat(remarks).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"300.0", "300", "1E+3", "0.1000", "4.9E-324", "12345678901234567890.125"})
    void a_number_stays_as_it_was_written(String ms) throws IOException {
        String line = START.replace("12.5", ms) + ",\"ok\":true}";
        assertThat(normalized(line)).isEqualTo(line + "\n");
    }

    @Test
    void a_lone_surrogate_stays_what_it_was() throws IOException {
        String line = START.replace("s1", "\\ud800") + ",\"ok\":true}";
        assertThat(normalized(line)).isEqualToIgnoringCase(line + "\n");
    }

    static Stream<Arguments> outcomes_in_doubt() {
        return Stream.of(
                arguments("", "", "\"ok\" is neither true nor false, but missing"),
                arguments(",\"ok\":\"yes\"", ",\"okAsFound\":\"yes\"", "\"ok\" is neither true nor false, but \"yes\""),
                arguments(
                        ",\"ok\":\"true\"",
                        ",\"okAsFound\":\"true\"",
                        "\"ok\" is neither true nor false, but \"true\""),
                arguments(",\"ok\":1", ",\"okAsFound\":1", "\"ok\" is neither true nor false, but 1"),
                arguments(",\"ok\":null", ",\"okAsFound\":null", "\"ok\" is neither true nor false, but null"),
                arguments(
                        ",\"ok\":true,\"errorReason\":\"not_found\"",
                        ",\"okAsFound\":true,\"errorReasonAsFound\":\"not_found\"",
                        "\"ok\" is true, but there is an \"errorReason\""),
                arguments(
                        ",\"ok\":true,\"errorReason\":\"\"",
                        ",\"okAsFound\":true,\"errorReasonAsFound\":\"\"",
                        "\"ok\" is true, but there is an \"errorReason\""),
                arguments(
                        ",\"ok\":false,\"errorReason\":\"oops\"",
                        ",\"okAsFound\":false,\"errorReasonAsFound\":\"oops\"",
                        "\"ok\" is false, but \"oops\" is no known error reason"),
                arguments(
                        ",\"ok\":false,\"errorReason\":404",
                        ",\"okAsFound\":false,\"errorReasonAsFound\":404",
                        "\"ok\" is false, but \"\" is no known error reason"),
                arguments(
                        ",\"ok\":false", ",\"okAsFound\":false", "\"ok\" is false, but \"\" is no known error reason"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("outcomes_in_doubt")
    void an_outcome_in_doubt_is_marked_unknown_and_kept_as_found(String found, String kept, String why)
            throws IOException {
        assertThat(normalized(START + found + "}")).isEqualTo(START + kept + "}\n");
        assertThat(remarks).containsExactly(new Normalizer.Remark(1, "marked unknown: " + why));
        assertThat(outcomes()).containsExactly(Outcome.UNKNOWN);
    }

    static Stream<Arguments> lines_that_cannot_be_mended() {
        return Stream.of(
                arguments("{}", "\"ts\" is missing"),
                arguments("[]", "the line must be a JSON object"),
                arguments("null", "the line must be a JSON object"),
                arguments(
                        START.replace("12.5", "\"12.5\"") + ",\"ok\":true}",
                        "\"ms\" must be a finite number >= 0, but is \"12.5\""),
                arguments(
                        START.replace("16:44:10Z", "16:44:10") + ",\"ok\":true}",
                        "\"ts\" must be a time in UTC such as 2026-11-23T16:44:10.123Z, but is \"2026-11-23T16:44:10\""),
                arguments(START + ",\"ms\":13}", "not JSON: Duplicate field 'ms'"),
                arguments(
                        START + ",\"ok\":true} {}",
                        "not JSON: Trailing token (of type START_OBJECT) found after value (bound as `com.fasterxml.jackson.databind.JsonNode`): not allowed as per `DeserializationFeature.FAIL_ON_TRAILING_TOKENS`"),
                arguments(START, "not JSON: Unexpected end-of-input: expected close marker for Object"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lines_that_cannot_be_mended")
    void a_line_that_cannot_be_mended_is_rejected_and_told(String line, String why) throws IOException {
        Files.writeString(from, START + ",\"ok\":true}\n" + line + "\n");
        assertThat(normalize()).isEqualTo(new Normalizer.Tally(1, 0, 1));
        assertThat(remarks).singleElement().satisfies(remark -> {
            assertThat(remark.line()).isEqualTo(2);
            assertThat(remark.words().split(" \\(start marker", -1)[0]).isEqualTo("rejected: " + why);
        });
        assertThat(outcomes()).containsExactly(Outcome.SUCCESS);
    }

    @Test
    void a_line_of_2_megabytes_is_rejected_and_told() throws IOException {
        Files.writeString(from, START + ",\"x\":\"" + "y".repeat(2_000_000) + "\",\"ok\":true}\n");
        assertThat(normalize()).isEqualTo(new Normalizer.Tally(0, 0, 1));
        assertThat(remarks)
                .containsExactly(new Normalizer.Remark(1, "rejected: the line is longer than 1048576 bytes"));
    }

    @Test
    void lines_are_counted_by_what_became_of_them() throws IOException {
        Files.writeString(from, START + ",\"ok\":true}\n\n" + START + "}\nnonsense\n" + START + ",\"ok\":1}");
        assertThat(normalize()).isEqualTo(new Normalizer.Tally(3, 2, 1));
        assertThat(remarks).extracting(Normalizer.Remark::line).containsExactly(3L, 4L, 5L);
    }

    @Test
    void what_was_normalized_once_stays_as_it_is() throws IOException {
        String once = normalized(START.replace("Z", "+00:00") + ",\"ok\":false,\"errorReason\":\"dns\"}");
        assertThat(normalized(once)).isEqualTo(once);
    }

    @Test
    void a_good_file_stays_when_the_input_cannot_be_read() throws IOException {
        Files.writeString(to, "good\n");
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(this::normalize)
                .withMessage(from.toString());
        assertThat(to).hasContent("good\n");
        assertThat(folder.toFile().list()).containsExactly("perf.jsonl");
    }

    @Test
    void a_good_file_stays_when_the_input_is_a_folder() throws IOException {
        Files.writeString(to, "good\n");
        Files.createDirectory(from);
        assertThatExceptionOfType(IOException.class).isThrownBy(this::normalize);
        assertThat(to).hasContent("good\n");
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("perf.jsonl", "found.jsonl");
    }

    /** The one promise that must never break: what is not plainly a success does not come out as one. */
    @Test
    void no_line_without_ok_true_ever_comes_out_as_a_success() throws IOException {
        Random random = new Random(27);
        List<String> oks = List.of(
                "",
                ",\"ok\":false",
                ",\"ok\":\"true\"",
                ",\"ok\":1",
                ",\"ok\":null",
                ",\"ok\":{}",
                ",\"ok\":[true]",
                ",\"okAsFound\":true",
                ",\"OK\":true",
                ",\"nested\":{\"ok\":true}",
                ",\"ok\":\"\\u0074rue\"");
        List<String> reasons = List.of(
                "",
                ",\"errorReason\":\"not_found\"",
                ",\"errorReason\":\"none\"",
                ",\"errorReason\":null",
                ",\"err\":\"timeout\"",
                ",\"error\":true",
                ",\"errorReason\":true",
                ",\"success\":true");
        List<String> ends = List.of("}", "", "}}", "} {\"ok\":true}", ",}", ",\"ok\":true", "}x");
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            lines.append(START)
                    .append(pick(random, oks))
                    .append(pick(random, reasons))
                    .append(random.nextInt(3) > 0 ? "}" : pick(random, ends))
                    .append('\n');
        }
        Files.writeString(from, lines);
        Normalizer.Tally tally = normalize();
        assertThat(tally.written() + tally.rejected()).isEqualTo(3000);
        assertThat(tally.written()).isGreaterThan(1500);
        assertThat(outcomes()).hasSize((int) tally.written()).doesNotContain(Outcome.SUCCESS);
    }

    private String normalized(String line) throws IOException {
        Files.writeString(from, line);
        normalize();
        return Files.readString(to);
    }

    private Normalizer.Tally normalize() throws IOException {
        return Normalizer.normalize(from, to, remarks::add);
    }

    private List<Outcome> outcomes() throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        PerfLogReader.read(
                to, line -> outcomes.add(((LogLine.Sample) line).entry().outcome()));
        return outcomes;
    }

    private static String pick(Random random, List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
