package dev.releasegate.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.releasegate.budget.Limit;
import dev.releasegate.budget.Metric;
import dev.releasegate.record.PerfLogReader;
import dev.releasegate.summary.SampleLog;
import dev.releasegate.summary.StepFilter;
import dev.releasegate.summary.Summarizer;
import dev.releasegate.verdict.EvidenceFinding;
import dev.releasegate.verdict.EvidenceRules;
import dev.releasegate.verdict.Judge;
import dev.releasegate.verdict.Rule;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FindingLineTest {
    private static final Pattern BROKEN =
            Pattern.compile("resolve {2}p95 (\\S+) ms > (\\S+) ms \\(\\+(\\S+) ms, \\+(\\S+)%\\) {2}n=60 .*");
    private static final Pattern HELD =
            Pattern.compile("resolve {2}p95 (\\S+) ms <= (\\S+) ms \\((\\S+) ms headroom\\) {2}n=120 .*");

    @Test
    void a_broken_limit_tells_measured_limit_difference_and_counts() {
        assertThat(line(log(60, 312.4), Metric.P95, 300))
                .isEqualTo("resolve  p95 312.4 ms > 300 ms (+12.4 ms, +4.1%)  n=60 ok=60 err=0 unknown=0");
    }

    @ParameterizedTest(name = "{0} of {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "300.2     | 300    | 300.2 ms > 300 ms (+0.2 ms, +0.1%)",
                "300.04    | 300    | 300.04 ms > 300 ms (+0.04 ms, +0.01%)",
                "300.004   | 300    | 300.004 ms > 300 ms (+0.004 ms, +0.001%)",
                "300.0000001 | 300  | 300.0000001 ms > 300 ms (+0.0000001 ms, +0.00000003%)",
                "300.00000000000006 | 300 | 300.0000000000001 ms > 300 ms (+0.0000000000001 ms, +0.00000000000003%)",
                "150.004   | 150    | 150.004 ms > 150 ms (+0.004 ms, +0.003%)",
                "600       | 300    | 600 ms > 300 ms (+300 ms, +100%)",
                "5000      | 0.5    | 5000 ms > 0.5 ms (+4999.5 ms, +999900%)",
                "9.87654   | 5      | 9.88 ms > 5 ms (+4.88 ms, +97.6%)",
                "0.0123456 | 0.01   | 0.012 ms > 0.01 ms (+0.002 ms, +20%)",
                "1234567.89 | 1000000 | 1234567.9 ms > 1000000 ms (+234567.9 ms, +23.5%)",
                "300.34    | 300.33 | 300.34 ms > 300.33 ms (+0.01 ms, +0.003%)" /* 300.3 would be below the limit */,
                "12.345    | 12.3444 | 12.35 ms > 12.3444 ms (+0.0056 ms, +0.05%)",
            })
    void the_words_for_a_broken_limit_are_true_at_every_distance(double measured, double most, String words) {
        assertThat(line(log(60, measured), Metric.P95, most))
                .isEqualTo("resolve  p95 " + words + "  n=60 ok=60 err=0 unknown=0");
    }

    @ParameterizedTest(name = "{0} of {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "8.6      | 100    | 8.6 ms <= 100 ms (91.4 ms headroom)",
                "300      | 300    | 300 ms <= 300 ms (0 ms headroom)",
                "299.96   | 300    | 299.96 ms <= 300 ms (0.04 ms headroom)",
                "299.9999999 | 300 | 299.9999999 ms <= 300 ms (0.0000001 ms headroom)",
                "0        | 50     | 0 ms <= 50 ms (50 ms headroom)",
                "0.00004  | 50     | 0 ms <= 50 ms (50 ms headroom)",
                "12.34    | 20     | 12.3 ms <= 20 ms (7.7 ms headroom)",
                "300.37   | 300.38 | 300.37 ms <= 300.38 ms (0.01 ms headroom)" /* 300.4 would be above it */,
            })
    void the_words_for_a_limit_that_holds_are_true_at_every_distance(double measured, double most, String words) {
        assertThat(line(log(120, measured), Metric.P95, most))
                .isEqualTo("resolve  p95 " + words + "  n=120 ok=120 err=0 unknown=0");
    }

    /** What is printed decides as what was measured did, and the printed difference is the printed numbers' own. */
    @Test
    void whatever_breaks_a_limit_is_printed_above_it() {
        Random random = new Random(300);
        for (int i = 0; i < 3000; i++) {
            double most = limit(random);
            String line = line(log(60, justAbove(random, most)), Metric.P95, most);
            Matcher words = BROKEN.matcher(line);
            assertThat(words.matches()).as(line).isTrue();
            BigDecimal more = new BigDecimal(words.group(3));
            assertThat(more).as(line).isPositive();
            assertThat(new BigDecimal(words.group(4))).as(line).isPositive();
            assertThat(new BigDecimal(words.group(1)).subtract(new BigDecimal(words.group(2))))
                    .as(line)
                    .isEqualByComparingTo(more);
        }
    }

    @Test
    void whatever_holds_a_limit_is_printed_within_it() {
        Random random = new Random(299);
        for (int i = 0; i < 3000; i++) {
            double measured = limit(random);
            String line = line(log(120, measured), Metric.P95, justAbove(random, measured));
            Matcher words = HELD.matcher(line);
            assertThat(words.matches()).as(line).isTrue();
            BigDecimal headroom = new BigDecimal(words.group(3));
            assertThat(headroom).as(line).isPositive();
            assertThat(new BigDecimal(words.group(2)).subtract(new BigDecimal(words.group(1))))
                    .as(line)
                    .isEqualByComparingTo(headroom);
        }
    }

    static Stream<Arguments> rates() {
        return Stream.of(
                arguments(
                        log(59, 1).failed(1, "resolve", "read_timeout"),
                        Metric.ERROR_RATE,
                        0,
                        "errorRate 1.7% > 0% (1 of 60 failed: 1 read_timeout)  n=60 ok=59 err=1 unknown=0"),
                arguments(
                        log(54, 1)
                                .failed(1, "resolve", "not_found")
                                .failed(1, "resolve", "connection_reset")
                                .failed(4, "resolve", "read_timeout"),
                        Metric.ERROR_RATE,
                        0.01,
                        "errorRate 10% > 1% (6 of 60 failed: 4 read_timeout, 1 connection_reset, 1 not_found)"
                                + "  n=60 ok=54 err=6 unknown=0"),
                arguments(
                        new SampleLog().failed(60, "resolve", "connection_refused"),
                        Metric.ERROR_RATE,
                        0,
                        "errorRate 100% > 0% (60 of 60 failed: 60 connection_refused)  n=60 ok=0 err=60 unknown=0"),
                arguments(
                        log(2474, 1).failed(26, "resolve", "http_418"),
                        Metric.ERROR_RATE,
                        0.01,
                        "errorRate 1.04% > 1% (26 of 2500 failed: 26 http_418)  n=2500 ok=2474 err=26 unknown=0"),
                arguments(
                        log(987, 1).failed(13, "resolve", "http_418"),
                        Metric.ERROR_RATE,
                        0.0125,
                        "errorRate 1.3% > 1.25% (13 of 1000 failed: 13 http_418)  n=1000 ok=987 err=13 unknown=0"),
                arguments(
                        log(9999, 1).failed(1, "resolve", "http_418"),
                        Metric.ERROR_RATE,
                        0,
                        "errorRate 0.01% > 0% (1 of 10000 failed: 1 http_418)  n=10000 ok=9999 err=1 unknown=0"),
                arguments(
                        log(59, 1).failed(1, "resolve", "http_418"),
                        Metric.ERROR_RATE,
                        0.02,
                        "errorRate 1.7% <= 2%  n=60 ok=59 err=1 unknown=0"),
                arguments(
                        log(2476, 1).failed(24, "resolve", "http_418"),
                        Metric.ERROR_RATE,
                        0.01,
                        "errorRate 0.96% <= 1%  n=2500 ok=2476 err=24 unknown=0"),
                arguments(log(60, 1), Metric.ERROR_RATE, 0, "errorRate 0% <= 0%  n=60 ok=60 err=0 unknown=0"),
                arguments(
                        log(59, 1).unknown(1, "resolve"),
                        Metric.UNKNOWN_RATE,
                        0,
                        "unknownRate 1.7% > 0% (1 of 60 without \"ok\": true or false)  n=60 ok=59 err=0 unknown=1"));
    }

    @ParameterizedTest(name = "{3}")
    @MethodSource("rates")
    void a_rate_tells_how_many_and_why(SampleLog log, Metric metric, double most, String words) {
        assertThat(whole(new Rule.Plain(50), log, metric, most)).isEqualTo("resolve  " + words);
    }

    static Stream<Arguments> too_few() {
        return Stream.of(
                arguments(
                        new SampleLog(),
                        Metric.P95,
                        300,
                        "p95: no samples, but a verdict needs 50  n=0 ok=0 err=0 unknown=0"),
                arguments(
                        log(49, 8.64),
                        Metric.P95,
                        300,
                        "p95: 49 of the 50 samples that a verdict needs; so far 8.64 ms <= 300 ms (291.36 ms headroom)"
                                + "  n=49 ok=49 err=0 unknown=0"),
                arguments(
                        log(49, 312.4),
                        Metric.P95,
                        300,
                        "p95: 49 of the 50 samples that a verdict needs; so far 312.4 ms > 300 ms (+12.4 ms, +4.1%)"
                                + "  n=49 ok=49 err=0 unknown=0"),
                arguments(
                        new SampleLog().failed(60, "resolve", "not_found"),
                        Metric.P95,
                        300,
                        "p95 a failed request > 300 ms (60 of 60 failed: 60 not_found)"
                                + "  n=60 ok=0 err=60 unknown=0"),
                arguments(
                        new SampleLog().failed(3, "resolve", "not_found"),
                        Metric.P95,
                        300,
                        "p95: 3 of the 50 samples that a verdict needs; so far a failed request > 300 ms (3 of 3 failed: 3 not_found)  n=3 ok=0 err=3 unknown=0"),
                arguments(
                        log(3, 1).failed(1, "resolve", "not_found"),
                        Metric.ERROR_RATE,
                        0.01,
                        "errorRate: 4 of the 50 samples that a verdict needs  n=4 ok=3 err=1 unknown=0"));
    }

    @ParameterizedTest(name = "{3}")
    @MethodSource("too_few")
    void too_few_samples_are_told_with_what_they_say_so_far(SampleLog log, Metric metric, double most, String words) {
        assertThat(line(log, metric, most)).isEqualTo("resolve  " + words);
    }

    @Test
    void a_fault_of_the_evidence_is_told_in_its_own_sentence_on_one_line() {
        assertThat(FindingLine.of(EvidenceFinding.inconclusive(
                        EvidenceFinding.Kind.TORN_LOG, "perf.jsonl:3: the last line is torn (a\nb).")))
                .isEqualTo("perf.jsonl:3: the last line is torn (a\\u000ab).");
    }

    @Test
    void the_longest_reason_why_a_line_is_no_record_leaves_room_for_what_to_do_next(@TempDir Path folder)
            throws IOException {
        Path log = Files.writeString(
                folder.resolve("release-gate-perf.jsonl"),
                "{\"ts\":\"2026-11-23T16:44:10Z\","
                        + "\"sessionId\":\"s1\",\"tool\":\"registry\",\"step\":\"resolve\",\"ms\":1,\"ok\":false,"
                        + "\"errorReason\":\"" + "x".repeat(600) + "\"}\n");
        Summarizer summarizer = new Summarizer(StepFilter.ALL);
        PerfLogReader.read(log, summarizer);
        assertThat(FindingLine.of(EvidenceRules.faults("release-gate-perf.jsonl", summarizer.summary(), StepFilter.ALL)
                        .get(0)))
                .isEqualTo(
                        "release-gate-perf.jsonl:1: not a perf record: \"errorReason\" must be a known reason such as"
                                + " not_found or http_418, but is \"" + "x".repeat(40)
                                + "…\". Not one of its lines (1) is, so"
                                + " nothing can pass; release-gate:normalize can turn a log of another form into one.");
    }

    @Test
    void the_name_of_a_step_gives_no_commands() {
        SampleLog log = new SampleLog().ok(60, "\u001b[2Jall\nis well", 1);
        assertThat(FindingLine.of(
                        new Judge(Judged.ONCE).judge(log.of("\u001b[2Jall\nis well"), new Limit(Metric.MAX, 300))))
                .isEqualTo("\\u001b[2Jall\\u000ais well  max 1 ms <= 300 ms (299 ms headroom)"
                        + "  n=60 ok=60 err=0 unknown=0");
    }

    private static SampleLog log(int times, double ms) {
        return new SampleLog().ok(times, "resolve", ms);
    }

    /** The promise of the line: what it has always begun with, without what it was decided on. */
    private static String line(SampleLog log, Metric metric, double most) {
        return whole(Judged.ONCE, log, metric, most).replaceFirst("(unknown=\\d+)  .*$", "$1");
    }

    private static String whole(Rule rule, SampleLog log, Metric metric, double most) {
        return FindingLine.of(new Judge(rule).judge(log.of("resolve"), new Limit(metric, most)));
    }

    /** Whole, with some decimals, or any number, from a thousandth to a million. */
    private static double limit(Random random) {
        double any = Math.pow(10, random.nextDouble() * 9 - 3);
        return switch (random.nextInt(3)) {
            case 0 -> Math.ceil(any);
            case 1 -> Math.ceil(any * 1000) / 1000;
            default -> any;
        };
    }

    /** From one unit in the last place to a hundredth more. */
    private static double justAbove(Random random, double limit) {
        double above = limit * (1 + Math.pow(10, -2 - random.nextDouble() * 15));
        return Math.max(Math.nextUp(limit), above);
    }
}
