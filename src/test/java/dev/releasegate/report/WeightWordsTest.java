package dev.releasegate.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasegate.budget.Limit;
import dev.releasegate.budget.Metric;
import dev.releasegate.record.Circumstances;
import dev.releasegate.record.Control;
import dev.releasegate.record.Outcome;
import dev.releasegate.record.Phase;
import dev.releasegate.record.Step;
import dev.releasegate.record.Timing;
import dev.releasegate.summary.SampleLog;
import dev.releasegate.verdict.Judge;
import dev.releasegate.verdict.Rule;
import dev.releasegate.verdict.SequentialRule;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole lines, with what they were decided on. The odds were worked out by hand with the formulas of Wager. */
class WeightWordsTest {
    private static final Rule SEQUENTIAL = new Rule.Sequential(SequentialRule.DEFAULT);
    private static final Limit P95 = new Limit(Metric.P95, 300);

    @Test
    void a_fail_tells_how_many_are_slow_between_what_it_lies_and_what_confirms_it() {
        assertThat(line(Judged.ONCE, log(60, i -> 290.1 + 22.3 * (i * 7 % 60) / 59), new Limit(Metric.P95, 280)))
                .isEqualTo(
                        "resolve  p95 311.3 ms > 280 ms (+31.3 ms, +11.2%)  n=60 ok=60 err=0 unknown=0  60 of 60 slow (100%, allowed 5%)  interval from 309 ms  evidence 10^32:1  duration not known  confirmed by the newest 30");
    }

    @Test
    void a_pass_tells_the_stalls_that_it_would_have_seen() {
        assertThat(line(SEQUENTIAL, timed(300, i -> 8.6), P95))
                .isEqualTo(
                        "resolve  p95 8.6 ms <= 300 ms (291.4 ms headroom)  n=300 ok=300 err=0 unknown=0  0 of 259 slow (allowed 5%)  interval up to 8.6 ms  evidence 198288:1  10 s (stalls that recur within 2.2 s would show)");
    }

    @Test
    void a_mean_tells_what_failed_samples_count_as() {
        SampleLog log = log(300, i -> 8.64).failed(2, "resolve", "read_timeout");
        assertThat(line(Judged.ONCE, log, new Limit(Metric.AVG, 100)))
                .isEqualTo(
                        "resolve  avg 21.8 ms <= 100 ms (78.2 ms headroom)  n=302 ok=300 err=2 unknown=0  2 failed counted as 2000 ms each  interval up to 85.1 ms  evidence 451:1  duration not known");
    }

    @Test
    void a_rate_tells_how_many_failed() {
        SampleLog log = log(900, i -> 1).failed(1, "resolve", "read_timeout");
        assertThat(line(Judged.ONCE, log, new Limit(Metric.ERROR_RATE, 0.02)))
                .isEqualTo(
                        "resolve  errorRate 0.1% <= 2%  n=901 ok=900 err=1 unknown=0  1 of 901 failed (0.1%, allowed 2%)  interval up to 1.1%  evidence 19961:1  duration not known");
    }

    @Test
    void what_is_too_close_tells_what_is_proven_and_how_many_samples_would_decide() {
        assertThat(line(Judged.ONCE, log(60, i -> 8.6), P95))
                .isEqualTo(
                        "resolve  p95 8.6 ms, interval from 8.6 ms, does not decide about 300 ms: there is not enough evidence. 49 more samples without a slow one, or 109 in all like these would decide. Give it headroom, or a log of more samples.  n=60 ok=60 err=0 unknown=0  0 of 60 slow (allowed 5%)  evidence 10:1 to pass, less than 1:1 to fail  duration not known");
        assertThat(line(SEQUENTIAL, timed(3000, i -> i % 25 == 0 ? 312.4 : 197), P95))
                .isEqualTo(
                        "resolve  p95 197 ms, interval 197 to 312.4 ms, does not decide about 300 ms: at most 10% are proven to be slow. 235 more samples without a slow one, or 9692 in all like these would decide. Give it headroom, or more samples with -Drelease-gate.maxSamples=9700 and time for them with -Drelease-gate.maxDuration.  n=3000 ok=3000 err=0 unknown=0  120 of 3000 slow (4%, allowed 5%)  evidence 1.9:1 to pass, less than 1:1 to fail  119 s");
        assertThat(line(Judged.ONCE, log(900, i -> i % 2 == 0 ? 20 : 184), new Limit(Metric.AVG, 100)))
                .isEqualTo(
                        "resolve  avg 102 ms, interval 92.9 to 115.4 ms, does not decide about 100 ms: it is proven to be at most 125 ms. 22776 in all like these would decide. Give it headroom, or a log of more samples.  n=900 ok=900 err=0 unknown=0  evidence less than 1:1 to pass, less than 1:1 to fail  duration not known");
    }

    @Test
    void what_is_not_enough_tells_how_many_samples_would_be() {
        assertThat(line(Judged.ONCE, log(60, i -> i % 10 == 0 ? 312.4 : 197), P95))
                .isEqualTo(
                        "resolve  p95 312.4 ms, interval from 197 ms, does not decide about 300 ms: there is not enough evidence. 299 more samples without a slow one, or 273 in all like these would decide. Give it headroom, or a log of more samples.  n=60 ok=60 err=0 unknown=0  6 of 60 slow (10%, allowed 5%)  evidence less than 1:1 to pass, 2.1:1 to fail  duration not known");
    }

    @Test
    void what_is_still_warming_up_tells_which_samples_do_not_confirm_it() {
        assertThat(line(Judged.ONCE, log(400, i -> i < 200 ? 1000 : 400), P95))
                .isEqualTo(
                        "resolve  p95 1000 ms, and there is evidence that it is above 300 ms, but the newest 200 samples do not confirm it: still warming up. Warm the service up for longer; a newer half that stays as slow as the older would decide.  n=400 ok=400 err=0 unknown=0  400 of 400 slow (100%, allowed 5%)  evidence less than 1:1 to pass, 10^216:1 to fail  duration not known");
    }

    @Test
    void a_noisy_machine_tells_how_often_it_was_stuck() {
        assertThat(line(Judged.ONCE, stuck(400, i -> i % 7 == 0 ? 999 : 1), P95))
                .isEqualTo(
                        "resolve  p95 999 ms, interval 1 to 999 ms, does not decide about 300 ms: the machine itself was stuck for more than 75 ms at 400 of 400 samples. Measure on a quieter machine: what is slow there would decide.  n=400 ok=400 err=0 unknown=0  0 of 400 slow (allowed 5%)  58 in doubt  evidence less than 1:1 to pass, less than 1:1 to fail  duration not known");
        assertThat(line(Judged.ONCE, stuck(400, i -> i % 7 == 0 ? 999 : 1), new Limit(Metric.MAX, 300)))
                .isEqualTo(
                        "resolve  max 999 ms > 300 ms, but only while the machine itself was stuck: too noisy to judge by. Measure on a quieter machine.  n=400 ok=400 err=0 unknown=0");
    }

    @Test
    void too_short_a_time_tells_how_long_would_do() {
        assertThat(line(SEQUENTIAL, timed(200, i -> 8.6), P95))
                .isEqualTo(
                        "resolve  p95 8.6 ms would pass 300 ms, but 7.9 s is too short a time to see stalls: 10 s of samples like these would decide.  n=200 ok=200 err=0 unknown=0  0 of 200 slow (allowed 5%)  evidence 9812:1 to pass, less than 1:1 to fail  7.9 s");
    }

    @Test
    void samples_in_doubt_are_counted() {
        SampleLog log = log(300, i -> 8.6).unknown(2, "resolve");
        assertThat(line(Judged.ONCE, log, P95))
                .isEqualTo(
                        "resolve  p95 8.6 ms <= 300 ms (291.4 ms headroom)  n=302 ok=300 err=0 unknown=2  2 of 302 slow (0.7%, allowed 5%)  2 in doubt  interval up to 8.6 ms  evidence 1059:1  duration not known");
    }

    @ParameterizedTest(name = "{0} coins are {1}")
    @CsvSource({
        "0.5, less than 1:1",
        "2.06, 2:1",
        "9.99, 9.9:1",
        "12.9, 12:1",
        "223.4, 223:1",
        "125000.2, 125000:1",
        "999999.9, 999999:1",
        "1000000, 10^6:1",
        "1e70, 10^70:1",
        "9.9e70, 10^70:1",
    })
    void odds_are_rounded_down(double coins, String odds) {
        assertThat(Numbers.odds(Math.log(coins))).isEqualTo(odds);
    }

    private static String line(Rule rule, SampleLog log, Limit limit) {
        return FindingLine.of(new Judge(rule).judge(log.of("resolve"), limit));
    }

    private static SampleLog log(int samples, IntToDoubleFunction ms) {
        SampleLog log = new SampleLog();
        for (int i = 0; i < samples; i++) {
            log.ok("resolve", ms.applyAsDouble(i));
        }
        return log;
    }

    /** At 25 a second. */
    private static SampleLog timed(int samples, IntToDoubleFunction ms) {
        SampleLog log = new SampleLog();
        for (int i = 0; i < samples; i++) {
            Timing timing = Timing.dueAt(i * 40.0);
            add(log, ms.applyAsDouble(i), new Circumstances(Phase.MEASURED, Optional.of(timing), Optional.empty()));
        }
        return log;
    }

    /** On a machine that was stuck for 100 ms every time. */
    private static SampleLog stuck(int samples, IntToDoubleFunction ms) {
        SampleLog log = new SampleLog();
        for (int i = 0; i < samples; i++) {
            Control control = new Control.Took(100);
            add(log, ms.applyAsDouble(i), new Circumstances(Phase.MEASURED, Optional.empty(), Optional.of(control)));
        }
        return log;
    }

    private static void add(SampleLog log, double ms, Circumstances known) {
        log.add(new Step("registry", "resolve"), ms, Outcome.SUCCESS, known);
    }
}
