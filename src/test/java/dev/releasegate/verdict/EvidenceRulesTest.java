package dev.releasegate.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasegate.record.Circumstances;
import dev.releasegate.record.Outcome;
import dev.releasegate.record.Phase;
import dev.releasegate.record.Step;
import dev.releasegate.summary.SampleLog;
import dev.releasegate.summary.StepFilter;
import dev.releasegate.verdict.EvidenceFinding.Kind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EvidenceRulesTest {
    private static final String NAME = "perf.jsonl";

    @Test
    void a_whole_log_has_no_fault() {
        assertThat(faults(new SampleLog().ok("resolve", 1, 2))).isEmpty();
    }

    @Test
    void an_empty_log_is_no_evidence() {
        assertThat(faults(new SampleLog()))
                .containsExactly(EvidenceFinding.inconclusive(
                        Kind.EMPTY_LOG, "perf.jsonl is empty: nothing was measured, so nothing can pass."));
    }

    @Test
    void a_log_of_another_form_is_no_evidence() {
        assertThat(faults(new SampleLog()
                        .rejected("\"ts\" is missing")
                        .rejected("\"ms\" is missing")
                        .torn("half")))
                .containsExactly(EvidenceFinding.inconclusive(
                        Kind.NO_USABLE_LINE,
                        "perf.jsonl:1: not a perf record: \"ts\" is missing. Not one of its lines (3) is, so nothing can"
                                + " pass; release-gate:normalize can turn a log of another form into one."));
    }

    @Test
    void a_log_of_nothing_but_half_a_line_is_no_evidence() {
        assertThat(faults(new SampleLog().torn("half")))
                .containsExactly(EvidenceFinding.inconclusive(
                        Kind.NO_USABLE_LINE,
                        "perf.jsonl:1: not a perf record: half. Not one of its lines (1) is, so nothing can pass;"
                                + " release-gate:normalize can turn a log of another form into one."));
    }

    @Test
    void one_rejected_line_is_a_hole_in_the_evidence() {
        assertThat(faults(new SampleLog().ok("resolve", 1).rejected("\"ts\" is missing")))
                .containsExactly(EvidenceFinding.inconclusive(
                        Kind.REJECTED_LINES,
                        "perf.jsonl:2: not a perf record: \"ts\" is missing. A log with holes is no evidence;"
                                + " release-gate:normalize lists every such line."));
    }

    @Test
    void of_several_rejected_lines_the_first_is_shown_and_the_rest_counted() {
        assertThat(faults(new SampleLog()
                        .ok("resolve", 1)
                        .rejected("first")
                        .rejected("second")
                        .rejected("third")))
                .containsExactly(EvidenceFinding.inconclusive(
                        Kind.REJECTED_LINES,
                        "perf.jsonl:2: not a perf record: first, the first of 3 such lines. A log with holes is"
                                + " no evidence; release-gate:normalize lists every such line."));
    }

    @Test
    void half_a_last_line_is_half_a_log() {
        assertThat(faults(new SampleLog().ok("resolve", 1, 2).torn("not JSON: Unexpected end-of-input")))
                .containsExactly(EvidenceFinding.inconclusive(
                        Kind.TORN_LOG,
                        "perf.jsonl:3: the last line is torn (not JSON: Unexpected end-of-input): whoever wrote it died"
                                + " or had no room. Half a log is no evidence; measure again."));
    }

    @Test
    void a_log_of_nothing_but_a_warm_up_is_no_evidence() {
        SampleLog log = new SampleLog();
        log.add(
                new Step("registry", "resolve"),
                1,
                Outcome.SUCCESS,
                new Circumstances(Phase.WARM_UP, Optional.empty(), Optional.empty()));
        assertThat(EvidenceRules.faults(NAME, log.summary(), StepFilter.ALL))
                .containsExactly(EvidenceFinding.inconclusive(
                        Kind.NOTHING_SELECTED,
                        "perf.jsonl has 1 samples, all of them of the warm-up, which proves nothing."));
    }

    @Test
    void a_filter_that_selects_nothing_is_no_evidence() {
        StepFilter filter = new StepFilter(Optional.of("registry"), Optional.of("health"));
        assertThat(EvidenceRules.faults(
                        NAME, new SampleLog(filter).ok("resolve", 1, 2, 3).summary(), filter))
                .containsExactly(EvidenceFinding.inconclusive(
                        Kind.NOTHING_SELECTED, "perf.jsonl has 3 samples, but none with tool=registry step=health."));
    }

    @Test
    void several_faults_are_all_told() {
        StepFilter filter = new StepFilter(Optional.empty(), Optional.of("health"));
        assertThat(EvidenceRules.faults(
                        NAME,
                        new SampleLog(filter)
                                .ok("resolve", 1)
                                .rejected("why")
                                .torn("half")
                                .summary(),
                        filter))
                .extracting(EvidenceFinding::kind)
                .containsExactly(Kind.REJECTED_LINES, Kind.TORN_LOG, Kind.NOTHING_SELECTED);
    }

    @Test
    void the_log_of_the_session_just_run_has_no_fault() {
        assertThat(sessionFaults(new SampleLog().ok("resolve", 1, 2), "s1", 2)).isEmpty();
    }

    @Test
    void samples_of_another_run_are_no_evidence_for_this_one() {
        SampleLog log = new SampleLog().ok("resolve", 1).session("s0").ok("resolve", 1);
        assertThat(sessionFaults(log, "s1", 2))
                .containsExactly(EvidenceFinding.inconclusive(
                        Kind.OTHER_SESSION,
                        "perf.jsonl has samples of session s0, but the session just run is s1: samples of another run"
                                + " are no evidence for this one."));
    }

    @Test
    void a_log_with_fewer_or_more_records_than_were_written_was_changed() {
        assertThat(sessionFaults(new SampleLog().ok("resolve", 1, 2), "s1", 3))
                .containsExactly(EvidenceFinding.inconclusive(
                        Kind.MISSING_RECORDS,
                        "perf.jsonl has 2 samples, but session s1 wrote 3: the log was changed after it was written."));
        assertThat(sessionFaults(new SampleLog().ok("resolve", 1, 2), "s1", 1))
                .containsExactly(EvidenceFinding.inconclusive(
                        Kind.MISSING_RECORDS,
                        "perf.jsonl has 2 samples, but session s1 wrote 1: the log was changed after it was written."));
    }

    @Test
    void the_records_of_all_steps_count_and_not_only_the_selected_ones() {
        StepFilter filter = new StepFilter(Optional.empty(), Optional.of("health"));
        SampleLog log = new SampleLog(filter).ok("resolve", 1, 2).ok("health", 3);
        assertThat(sessionFaults(log, "s1", 3)).isEmpty();
    }

    private static List<EvidenceFinding> faults(SampleLog log) {
        return EvidenceRules.faults(NAME, log.summary(), StepFilter.ALL);
    }

    private static List<EvidenceFinding> sessionFaults(SampleLog log, String sessionId, long records) {
        return EvidenceRules.faults(NAME, log.summary(), sessionId, records);
    }
}
