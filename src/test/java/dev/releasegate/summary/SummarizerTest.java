package dev.releasegate.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.releasegate.record.Circumstances;
import dev.releasegate.record.Control;
import dev.releasegate.record.ErrorReason;
import dev.releasegate.record.LogLine;
import dev.releasegate.record.Outcome;
import dev.releasegate.record.PerfRecord;
import dev.releasegate.record.Phase;
import dev.releasegate.record.Step;
import dev.releasegate.record.Timing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SummarizerTest {
    @Test
    void only_successes_have_a_latency_that_counts() {
        StepSummary resolve = new SampleLog()
                .ok("resolve", 50, 60)
                .failed(2, "resolve", "read_timeout")
                .failed(1, "resolve", "not_found")
                .unknown(4, "resolve")
                .of("resolve");
        assertThat(resolve.counts()).isEqualTo(new Counts(2, 3, 4));
        assertThat(resolve.latencies().max()).isEqualTo(60);
        assertThat(resolve.latencies().mean()).isEqualTo(55);
        assertThat(resolve.reasons()).isEqualTo(Map.of(ErrorReason.READ_TIMEOUT, 2L, ErrorReason.ofStatus(404), 1L));
    }

    @Test
    void a_step_without_any_success_is_there_all_the_same() {
        StepSummary put =
                new SampleLog().failed(50, "registry_put", "bad_request").of("registry_put");
        assertThat(put.counts()).isEqualTo(new Counts(0, 50, 0));
        assertThat(put.latencies().isEmpty()).isTrue();
    }

    @Test
    void tool_and_step_are_a_pair_and_not_a_joined_text() {
        LogSummary log = new SampleLog()
                .add(new Step("a/b", "c"), 1, Outcome.SUCCESS)
                .add(new Step("a", "b/c"), 2, Outcome.SUCCESS)
                .summary();
        assertThat(log.steps())
                .extracting(StepSummary::step)
                .containsExactly(new Step("a", "b/c"), new Step("a/b", "c"));
        assertThat(log.of(new Step("a/b", "c")).orElseThrow().latencies().max()).isEqualTo(1);
        assertThat(log.of(new Step("a", "b/c")).orElseThrow().latencies().max()).isEqualTo(2);
    }

    @Test
    void steps_are_in_the_order_of_their_names_and_not_of_the_log() {
        LogSummary log =
                new SampleLog().ok("resolve", 1).ok("Health", 1).ok("health", 1).summary();
        assertThat(log.steps())
                .extracting(summary -> summary.step().name())
                .containsExactly("Health", "health", "resolve");
    }

    @ParameterizedTest(name = "tool {0}, step {1}: {3} samples, \"{2}\"")
    @CsvSource({
        "'', '', '', 6",
        "registry, '', tool=registry, 3",
        "'', resolve, step=resolve, 5",
        "registry, resolve, tool=registry step=resolve, 2",
        "registry, health, tool=registry step=health, 1",
        "a2a, health, tool=a2a step=health, 0",
        "Registry, '', tool=Registry, 0" /* names are compared letter by letter */,
    })
    void a_filter_selects_by_tool_and_step(String tool, String step, String words, long samples) {
        StepFilter filter = new StepFilter(
                Optional.of(tool).filter(name -> !name.isEmpty()),
                Optional.of(step).filter(name -> !name.isEmpty()));
        SampleLog log = new SampleLog(filter).ok("resolve", 1, 2).ok("health", 3);
        for (int i = 0; i < 3; i++) {
            log.add(new Step("a2a", "resolve"), 4, Outcome.SUCCESS);
        }
        assertThat(filter.words()).isEqualTo(words);
        assertThat(log.summary().samples()).isEqualTo(samples);
        assertThat(log.summary().records()).as("records of the whole log").isEqualTo(6);
    }

    @Test
    void the_sessions_of_samples_that_were_not_selected_are_named_too() {
        StepFilter onlyHealth = new StepFilter(Optional.empty(), Optional.of("health"));
        LogSummary log = new SampleLog(onlyHealth)
                .session("b")
                .ok("resolve", 1)
                .session("a")
                .ok("health", 1)
                .summary();
        assertThat(log.sessionNames()).containsExactly("a", "b");
    }

    @Test
    void at_most_20_sessions_are_named() {
        SampleLog log = new SampleLog();
        for (int i = 10; i < 50; i++) {
            log.session("s" + i).ok("resolve", 1);
        }
        assertThat(log.summary().sessionNames()).hasSize(20).startsWith("s10").endsWith("s29");
        assertThat(log.summary().records()).isEqualTo(40);
    }

    @Test
    void at_most_20_rejected_lines_are_named_and_all_are_counted() {
        SampleLog log = new SampleLog();
        for (int i = 1; i <= 35; i++) {
            log.rejected("why " + i);
        }
        assertThat(log.summary().rejected()).isEqualTo(35);
        assertThat(log.summary().firstRejected())
                .hasSize(20)
                .startsWith(new RejectedLine(1, "why 1"))
                .endsWith(new RejectedLine(20, "why 20"));
    }

    @Test
    void a_torn_line_is_not_a_rejected_one() {
        LogSummary log = new SampleLog().ok("resolve", 1).torn("half").summary();
        assertThat(log.rejected()).isZero();
        assertThat(log.torn()).contains(new RejectedLine(2, "half"));
    }

    @Test
    void a_log_is_empty_only_if_it_has_no_line_at_all() {
        assertThat(new SampleLog().summary().isEmpty()).isTrue();
        assertThat(new SampleLog().rejected("why").summary().isEmpty()).isFalse();
        assertThat(new SampleLog().torn("why").summary().isEmpty()).isFalse();
        assertThat(new SampleLog().ok("resolve", 1).summary().isEmpty()).isFalse();
    }

    @Test
    void a_step_that_nobody_measured_has_no_samples() {
        assertThat(new SampleLog().summary().of(new Step("registry", "resolve")))
                .isEmpty();
        StepSummary none = StepSummary.empty(new Step("registry", "resolve"));
        assertThat(none.counts().all()).isZero();
        assertThat(none.latencies().isEmpty()).isTrue();
    }

    @ParameterizedTest(name = "{0} ok, {1} errors, {2} unknown")
    @CsvSource({
        "0, 0, 0, 0, 0, 0, 0",
        "60, 0, 0, 60, 60, 0, 0",
        "3, 1, 0, 4, 4, 0.25, 0",
        "0, 50, 0, 50, 50, 1, 0",
        "7, 1, 1, 9, 8, 0.125, 0.1111111111111111",
    })
    void an_unknown_does_not_dilute_the_error_rate(
            long ok, long errors, long unknown, long all, long known, double errorRate, double unknownRate) {
        Counts counts = new Counts(ok, errors, unknown);
        assertThat(counts.all()).isEqualTo(all);
        assertThat(counts.known()).isEqualTo(known);
        assertThat(counts.errorRate()).isEqualTo(errorRate);
        assertThat(counts.unknownRate()).isEqualTo(unknownRate);
    }

    @Test
    void numbers_that_contradict_each_other_are_refused() {
        Step step = new Step("registry", "resolve");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Counts(1, -1, 0))
                .withMessage("a count must not be negative: 1, -1, 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StepSummary(step, new Counts(1, 0, 0), new Latencies(), Map.of(), new Series()))
                .withMessage("there must be one latency for each success");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StepSummary(step, new Counts(0, 1, 0), new Latencies(), Map.of(), new Series()))
                .withMessage("there must be one reason for each error");
    }

    @Test
    void what_warmed_the_service_up_is_counted_and_in_no_summary() {
        SampleLog log = new SampleLog().ok("resolve", 1, 2);
        log.add(
                new Step("registry", "resolve"),
                900,
                Outcome.SUCCESS,
                new Circumstances(Phase.WARM_UP, Optional.empty(), Optional.empty()));
        assertThat(log.summary().records()).isEqualTo(3);
        assertThat(log.summary().warmUps()).isEqualTo(1);
        assertThat(log.of("resolve").counts().all()).isEqualTo(2);
    }

    @Test
    void samples_are_put_in_the_order_in_which_they_were_due() {
        SampleLog log = new SampleLog();
        for (double due : new double[] {30, 10, 20}) {
            log.add(
                    new Step("registry", "resolve"),
                    due / 10,
                    Outcome.SUCCESS,
                    new Circumstances(
                            Phase.MEASURED, Optional.of(Timing.dueAt(due)), Optional.of(new Control.Took(due / 100))));
        }
        Series series = log.of("resolve").series();
        assertThat(List.of(series.ms(0), series.ms(1), series.ms(2))).containsExactly(1.0, 2.0, 3.0);
        assertThat(List.of(series.dueMs(0), series.disturbanceMs(2))).containsExactly(10.0, 0.3);
    }

    @Test
    void samples_of_several_sessions_stay_in_the_order_of_the_log() {
        Summarizer summarizer = new Summarizer(StepFilter.ALL);
        for (int i = 0; i < 4; i++) {
            summarizer.accept(new LogLine.Sample(
                    i + 1,
                    new PerfRecord(
                            Instant.parse("2026-11-23T12:00:00Z"),
                            i < 2 ? "first" : "second",
                            new Step("shop", "cart"),
                            i,
                            Outcome.SUCCESS,
                            new Circumstances(Phase.MEASURED, Optional.of(Timing.dueAt(i % 2)), Optional.empty()))));
        }
        Series series = summarizer.summary().steps().get(0).series();
        assertThat(List.of(series.ms(1), series.ms(2))).containsExactly(1.0, 2.0);
        assertThat(series.dueMs(3)).isNaN();
    }

    @Test
    void what_the_samples_show_of_their_machine_is_summed_up() {
        SampleLog log = new SampleLog();
        OptionalDouble none = OptionalDouble.empty();
        for (int i = 1; i <= 3; i++) {
            Timing timing = new Timing(i, i == 3 ? 5 : 0, i / 10.0, none, none, none, none);
            log.add(
                    new Step("registry", "resolve"),
                    9,
                    Outcome.SUCCESS,
                    new Circumstances(
                            Phase.MEASURED,
                            Optional.of(timing),
                            Optional.of(i == 2 ? Control.FAILED : new Control.Took(i))));
        }
        MachineSummary machine = log.summary().machine();
        assertThat(machine.lags().max()).isEqualTo(0.3);
        assertThat(machine.waited()).isEqualTo(1);
        assertThat(machine.controls().size()).isEqualTo(2);
    }
}
