package dev.releasegate.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasegate.record.Circumstances;
import dev.releasegate.record.Control;
import dev.releasegate.record.Outcome;
import dev.releasegate.record.Phase;
import dev.releasegate.record.Step;
import dev.releasegate.record.Timing;
import dev.releasegate.summary.SampleLog;
import dev.releasegate.verdict.Judgement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleReportTest {
    private static final String FAIL_SCREEN = """
            ERROR Release gate FAIL: 2 broken (perf.jsonl)
            ERROR FAIL          registry_get  errorRate 0.7% > 0% (2 of 302 failed: 2 read_timeout)  n=302 ok=300 err=2 unknown=0
            ERROR FAIL          resolve       p95 312.4 ms > 300 ms (+12.4 ms, +4.1%)  n=60 ok=60 err=0 unknown=0  60 of 60 slow (100%, allowed 5%)  interval from 312.4 ms  evidence 10^32:1  duration not known  confirmed by the newest 30
            INFO PASS          registry_get  avg 21.8 ms <= 100 ms (78.2 ms headroom)  n=302 ok=300 err=2 unknown=0  2 failed counted as 2000 ms each  interval up to 85.1 ms  evidence 451:1  duration not known
            INFO PASS          registry_get  p95 8.64 ms <= 150 ms (141.36 ms headroom)  n=302 ok=300 err=2 unknown=0  2 of 302 slow (0.7%, allowed 5%)  interval up to 8.64 ms  evidence 1059:1  duration not known
            """;

    @Test
    void a_pass_shows_the_headroom_of_every_limit() {
        assertThat(screen(Judged.passed())).isEqualTo("""
                        INFO Release gate PASS: every limit holds (perf.jsonl)
                        INFO PASS          registry_get  avg 8.64 ms <= 100 ms (91.36 ms headroom)  n=130 ok=130 err=0 unknown=0  interval up to 91.7 ms  evidence 170:1  duration not known
                        INFO PASS          registry_get  p95 8.64 ms <= 150 ms (141.36 ms headroom)  n=130 ok=130 err=0 unknown=0  0 of 130 slow (allowed 5%)  interval up to 8.64 ms  evidence 292:1  duration not known
                        INFO PASS          resolve       p95 12.3 ms <= 300 ms (287.7 ms headroom)  n=130 ok=130 err=0 unknown=0  0 of 130 slow (allowed 5%)  interval up to 12.3 ms  evidence 292:1  duration not known
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
                        ERROR INCONCLUSIVE  perf.jsonl:181: not a perf record: "ts" is missing. A log with holes is no evidence; release-gate:normalize lists every such line.
                        ERROR INCONCLUSIVE  perf.jsonl:182: the last line is torn (half): whoever wrote it died or had no room. Half a log is no evidence; measure again.
                        ERROR INCONCLUSIVE  registry_get  avg: 49 of the 50 samples that a verdict needs; so far 8.64 ms <= 100 ms (91.36 ms headroom)  n=49 ok=49 err=0 unknown=0
                        ERROR INCONCLUSIVE  registry_get  p95: 49 of the 50 samples that a verdict needs; so far 8.64 ms <= 150 ms (141.36 ms headroom)  n=49 ok=49 err=0 unknown=0
                        INFO PASS          resolve       p95 12.3 ms <= 300 ms (287.7 ms headroom)  n=130 ok=130 err=0 unknown=0  0 of 130 slow (allowed 5%)  interval up to 12.3 ms  evidence 292:1  duration not known
                        INFO no limit      search  n=1 ok=1 err=0 unknown=0; its latencies are not judged
                        """);
    }

    @Test
    void a_fail_says_how_much_is_undecided_besides() {
        Judged judged = Judged.of(new SampleLog().ok(60, "resolve", 312.4));
        assertThat(ConsoleReport.lines("perf.jsonl", judged.log(), judged.judgement(), false))
                .first()
                .isEqualTo(ReportLine.error("Release gate FAIL: 1 broken, 2 undecided (perf.jsonl)"));
    }

    @Test
    void a_step_without_a_limit_is_not_kept_quiet() {
        Judged judged = Judged.of(new SampleLog()
                .ok(60, "registry_get", 8.64)
                .ok(60, "resolve", 12.34)
                .ok(60, "search", 9999));
        assertThat(ConsoleReport.lines("perf.jsonl", judged.log(), judged.judgement(), false))
                .last()
                .isEqualTo(ReportLine.info(
                        "no limit      search  n=60 ok=60 err=0 unknown=0; its latencies are not judged"));
    }

    @Test
    void of_no_finding_at_all_it_says_that_nothing_was_decided() {
        assertThat(ConsoleReport.lines("nothing", new SampleLog().summary(), new Judgement(List.of()), false))
                .containsExactly(ReportLine.error("Release gate INCONCLUSIVE: 0 undecided, none broken (nothing)"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"de-DE", "ar-EG-u-nu-arab", "tr-TR", "hi-IN-u-nu-deva"})
    void the_screen_is_the_same_in_every_language(String language) throws Exception {
        assertThat(Judged.under(Locale.forLanguageTag(language), () -> screen(Judged.failed())))
                .isEqualTo(FAIL_SCREEN);
    }

    private static String screen(Judged judged) {
        return ConsoleReport.lines("perf.jsonl", judged.log(), judged.judgement(), false).stream()
                .map(line -> line.level() + " " + line.text() + "\n")
                .collect(Collectors.joining());
    }

    /** 200 samples, of which 6 are slow, prove that at most 10 % are, but not that at most 5 % are. */
    @Test
    void what_is_too_close_to_call_is_a_warning_where_the_build_goes_on() {
        SampleLog log = new SampleLog().ok(130, "registry_get", 8.64);
        for (int slow = 0; slow < 6; slow++) {
            log.ok(32, "resolve", 12.34).ok("resolve", 312.4);
        }
        Judged close = Judged.of(log.ok(2, "resolve", 12.34));
        assertThat(ConsoleReport.lines("perf.jsonl", close.log(), close.judgement(), true))
                .first()
                .isEqualTo(ReportLine.warn(
                        "Release gate INCONCLUSIVE: too close to call: 1 undecided, none broken (perf.jsonl)"));
        assertThat(ConsoleReport.lines("perf.jsonl", close.log(), close.judgement(), true)
                        .get(1)
                        .level())
                .isEqualTo(ReportLine.Level.WARN);
        assertThat(ConsoleReport.lines("perf.jsonl", close.log(), close.judgement(), false))
                .extracting(ReportLine::level)
                .startsWith(ReportLine.Level.ERROR, ReportLine.Level.ERROR);
        Judged open = Judged.inconclusive();
        assertThat(ConsoleReport.lines("perf.jsonl", open.log(), open.judgement(), true))
                .first()
                .isEqualTo(ReportLine.error("Release gate INCONCLUSIVE: 4 undecided, none broken (perf.jsonl)"));
    }

    @Test
    void what_the_machine_did_stands_below_where_the_samples_tell() {
        SampleLog log = new SampleLog().ok(130, "registry_get", 8.64).ok(129, "resolve", 12.34);
        OptionalDouble none = OptionalDouble.empty();
        Timing timing = new Timing(7, 3, 0.25, none, none, none, none);
        log.add(
                new Step("registry", "resolve"),
                12.34,
                Outcome.SUCCESS,
                new Circumstances(Phase.MEASURED, Optional.of(timing), Optional.of(new Control.Took(0.5))));
        Judged judged = Judged.of(log);
        assertThat(ConsoleReport.lines("perf.jsonl", judged.log(), judged.judgement(), false))
                .last()
                .isEqualTo(ReportLine.info("machine       control p50 0.5 ms, p95 0.5 ms; sender late p50 0.25 ms, p99"
                        + " 0.25 ms; 1 of 1 requests waited for a worker, which is in their latency"));
    }
}
