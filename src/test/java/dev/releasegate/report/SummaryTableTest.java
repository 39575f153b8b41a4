package dev.releasegate.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasegate.summary.LogSummary;
import dev.releasegate.summary.SampleLog;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SummaryTableTest {
    private static final List<String> TABLE = List.of(
            "perf.jsonl: 63 samples of 1 session; latencies of successes in ms, percentiles by nearest rank",
            "tool      step      n  ok  err  unknown   min  mean    p5   p50   p95    p99    max",
            "registry  put       2   0    2        0     -     -     -     -     -      -      -",
            "registry  resolve  61  60    0        1  4.79  9.92  4.79  4.79  4.79  312.4  312.4");

    @Test
    void a_table_has_one_row_for_each_step() {
        assertThat(SummaryTable.lines("perf.jsonl", log()))
                .extracting(ReportLine::text)
                .isEqualTo(TABLE);
        assertThat(SummaryTable.lines("perf.jsonl", log()))
                .extracting(ReportLine::level)
                .containsOnly(ReportLine.Level.INFO);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"de-DE", "ar-EG-u-nu-arab", "tr-TR"})
    void the_table_is_the_same_in_every_language(String language) throws Exception {
        assertThat(Judged.under(Locale.forLanguageTag(language), () -> SummaryTable.lines("perf.jsonl", log())))
                .extracting(ReportLine::text)
                .isEqualTo(TABLE);
    }

    @Test
    void lines_that_are_no_records_are_named_below_and_the_rest_counted() {
        SampleLog samples =
                new SampleLog().session("a").ok("resolve", 1).session("b").ok("resolve", 2);
        for (int i = 0; i < 22; i++) {
            samples.rejected("\"ms\" is missing");
        }
        List<ReportLine> lines =
                SummaryTable.lines("perf.jsonl", samples.torn("half").summary());
        assertThat(lines).hasSize(3 + 20 + 2);
        assertThat(lines.get(0))
                .isEqualTo(ReportLine.info("perf.jsonl: 2 samples of 2 sessions; latencies of successes in ms,"
                        + " percentiles by nearest rank"));
        assertThat(lines.subList(3, 25))
                .startsWith(ReportLine.warn("perf.jsonl:3: not a perf record: \"ms\" is missing"))
                .endsWith(
                        ReportLine.warn("perf.jsonl:22: not a perf record: \"ms\" is missing"),
                        ReportLine.warn("… and 2 more lines that are not perf records"),
                        ReportLine.warn("perf.jsonl:25: the last line is torn: half"));
    }

    @Test
    void an_empty_log_has_a_head_and_no_rows() {
        assertThat(SummaryTable.lines("perf.jsonl", new SampleLog().summary()))
                .extracting(ReportLine::text)
                .containsExactly(
                        "perf.jsonl: 0 samples of 0 sessions; latencies of successes in ms, percentiles by nearest"
                                + " rank",
                        "tool  step  n  ok  err  unknown  min  mean  p5  p50  p95  p99  max");
    }

    private static LogSummary log() {
        return new SampleLog()
                .ok(59, "resolve", 4.79)
                .ok("resolve", 312.4)
                .unknown(1, "resolve")
                .failed(2, "put", "conflict")
                .summary();
    }
}
