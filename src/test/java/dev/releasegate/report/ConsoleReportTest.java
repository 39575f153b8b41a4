package dev.releasegate.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasegate.summary.SampleLog;
import dev.releasegate.verdict.Judgement;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleReportTest {
    private static final String FAIL_SCREEN = """
            ERROR Release gate FAIL: 2 broken (perf.jsonl)
            ERROR FAIL          registry_get  errorRate 3.2% > 0% (2 of 62 failed: 2 read_timeout)  n=62 ok=60 err=2 unknown=0
            ERROR FAIL          resolve       p95 312.4 ms > 300 ms (+12.4 ms, +4.1%)  n=60 ok=60 err=0 unknown=0
            INFO PASS          registry_get  avg 8.64 ms <= 100 ms (91.36 ms headroom)  n=62 ok=60 err=2 unknown=0
            INFO PASS          registry_get  p95 8.64 ms <= 150 ms (141.36 ms headroom)  n=62 ok=60 err=2 unknown=0
            """;

    @Test
    void a_pass_shows_the_headroom_of_every_limit() {
        assertThat(screen(Judged.passed())).isEqualTo("""
                        INFO Release gate PASS: every limit holds (perf.jsonl)
                        INFO PASS          registry_get  avg 8.64 ms <= 100 ms (91.36 ms headroom)  n=60 ok=60 err=0 unknown=0
                        INFO PASS          registry_get  p95 8.64 ms <= 150 ms (141.36 ms headroom)  n=60 ok=60 err=0 unknown=0
                        INFO PASS          resolve       p95 12.3 ms <= 300 ms (287.7 ms headroom)  n=60 ok=60 err=0 unknown=0
                        """);
    }

    @Test
    void a_fail_shows_what_is_broken_first() {
        assertThat(screen(Judged.failed())).isEqualTo(FAIL_SCREEN);
    }

    @Test
    void what_is_inconclusive_shows_what_is_missing() {
        assertThat(screen(Judged.inconclusive())).isEqualTo("""
                        ERROR Release gate INCONCLUSIVE: 4 undecided, none broken (perf.jsonl)
                        ERROR INCONCLUSIVE  perf.jsonl:111: not a perf record: "ts" is missing. A log with holes is no evidence; release-gate:normalize lists every such line.
                        ERROR INCONCLUSIVE  perf.jsonl:112: the last line is torn (half): whoever wrote it died or had no room. Half a log is no evidence; measure again.
                        ERROR INCONCLUSIVE  registry_get  avg: 49 of the 50 samples that a verdict needs; so far 8.64 ms <= 100 ms (91.36 ms headroom)  n=49 ok=49 err=0 unknown=0
                        ERROR INCONCLUSIVE  registry_get  p95: 49 of the 50 samples that a verdict needs; so far 8.64 ms <= 150 ms (141.36 ms headroom)  n=49 ok=49 err=0 unknown=0
                        INFO PASS          resolve       p95 12.3 ms <= 300 ms (287.7 ms headroom)  n=60 ok=60 err=0 unknown=0
                        INFO no limit      search  n=1 ok=1 err=0 unknown=0; its latencies are not judged
                        """);
    }

    @Test
    void a_fail_says_how_much_is_undecided_besides() {
        Judged judged = Judged.of(new SampleLog().ok(60, "resolve", 312.4));
        assertThat(ConsoleReport.lines("perf.jsonl", judged.log(), judged.judgement()))
                .first()
                .isEqualTo(ReportLine.error("Release gate FAIL: 1 broken, 2 undecided (perf.jsonl)"));
    }

    @Test
    void a_step_without_a_limit_is_not_kept_quiet() {
        Judged judged = Judged.of(new SampleLog()
                .ok(60, "registry_get", 8.64)
                .ok(60, "resolve", 12.34)
                .ok(60, "search", 9999));
        assertThat(ConsoleReport.lines("perf.jsonl", judged.log(), judged.judgement()))
                .last()
                .isEqualTo(ReportLine.info(
                        "no limit      search  n=60 ok=60 err=0 unknown=0; its latencies are not judged"));
    }

    @Test
    void of_no_finding_at_all_it_says_that_nothing_was_decided() {
        assertThat(ConsoleReport.lines("nothing", new SampleLog().summary(), new Judgement(List.of())))
                .containsExactly(ReportLine.error("Release gate INCONCLUSIVE: 0 undecided, none broken (nothing)"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"de-DE", "ar-EG-u-nu-arab", "tr-TR", "hi-IN-u-nu-deva"})
    void the_screen_is_the_same_in_every_language(String language) throws Exception {
        assertThat(Judged.under(Locale.forLanguageTag(language), () -> screen(Judged.failed())))
                .isEqualTo(FAIL_SCREEN);
    }

    private static String screen(Judged judged) {
        return ConsoleReport.lines("perf.jsonl", judged.log(), judged.judgement()).stream()
                .map(line -> line.level() + " " + line.text() + "\n")
                .collect(Collectors.joining());
    }
}
