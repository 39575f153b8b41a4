package dev.releasegate.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.releasegate.budget.Budgets;
import dev.releasegate.budget.Limit;
import dev.releasegate.budget.Metric;
import dev.releasegate.summary.Percentile;
import dev.releasegate.summary.Series;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimTest {
    private static final double FAILED = Double.POSITIVE_INFINITY;
    private static final double NOBODY_KNOWS = Double.NaN;

    /** A limit of 300 ms, so that a machine is stuck above 75 ms, and the cap of a mean is 6,000 ms. */
    @ParameterizedTest(name = "{0} limited: {1} ms, machine stuck for {2} ms, is bad by {3} to pass and {4} to fail")
    @CsvSource({
        "P95, 300, 0, 0, 0",
        "P95, 301, 75, 1, 1",
        "P95, 301, 76, 1, 0" /* slow, but in doubt */,
        "P95, 300, 76, 0, 0" /* fast all the same */,
        "P95, Infinity, 0, 1, 1",
        "P95, NaN, 0, 1, 0",
        "AVG, 60, 0, 0.01, 0.01",
        "AVG, 300, 76, 0.05, 0.05",
        "AVG, 600, 75, 0.1, 0.1",
        "AVG, 600, 76, 0.1, 0" /* slow, but in doubt */,
        "AVG, 7000, 0, 1, 1" /* above the cap */,
        "AVG, Infinity, 0, 1, 1",
        "AVG, NaN, 0, 1, 0",
    })
    void a_doubtful_sample_is_bad_to_pass_and_good_to_fail(
            Metric metric, double ms, double stuckMs, double toPass, double toFail) {
        assertBad(new Limit(metric, 300), ms, stuckMs, toPass, toFail);
    }

    @ParameterizedTest(name = "{0}: {1} ms is bad by {2} to pass and {3} to fail")
    @CsvSource({
        "ERROR_RATE, 1, 0, 0",
        "ERROR_RATE, Infinity, 1, 1",
        "ERROR_RATE, NaN, 1, 0",
        "UNKNOWN_RATE, 1, 0, 0",
        "UNKNOWN_RATE, Infinity, 0, 0",
        "UNKNOWN_RATE, NaN, 1, 1",
    })
    void a_rate_knows_nothing_of_a_stuck_machine(Metric metric, double ms, double toPass, double toFail) {
        assertBad(new Limit(metric, 0.01), ms, 1e9, toPass, toFail);
    }

    @ParameterizedTest(name = "{0} allows {2}, and {3} would be near")
    @CsvSource({
        "P5, 300, 0.95, 0.9625",
        "P50, 300, 0.5, 0.625",
        "P95, 300, 0.05, 0.1",
        "P99, 300, 0.01, 0.02",
        "AVG, 300, 0.05, 0.0625",
        "ERROR_RATE, 0.02, 0.02, 0.04",
        "UNKNOWN_RATE, 0.6, 0.6, 0.7",
    })
    void what_is_allowed_is_a_mean_between_0_and_1(Metric metric, double most, double allowed, double nearly) {
        Claim claim = claim(new Limit(metric, most));
        assertThat(claim.allowed()).isEqualTo(allowed);
        assertThat(claim.nearly()).isCloseTo(nearly, within(1e-12));
        assertThat(claim.most()).isEqualTo(most);
    }

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource({"MAX, 300", "ERROR_RATE, 0", "UNKNOWN_RATE, 0", "ERROR_RATE, 1", "UNKNOWN_RATE, 1"})
    void where_one_sample_decides_there_is_nothing_to_wager(Metric metric, double most) {
        assertThat(Claim.of(new Limit(metric, most))).isEmpty();
    }

    @Test
    void the_built_in_budgets_share_the_chance_of_a_wrong_fail_among_ten_limits() {
        assertThat(Claim.count(Budgets.BUILT_IN)).isEqualTo(10); // avg and p95 of five steps
    }

    @ParameterizedTest(name = "{0} of {1}: {2} samples")
    @CsvSource({
        "P90, 300, 53",
        "P95, 300, 109",
        "P99, 300, 551",
        "ERROR_RATE, 0.01, 551",
        "UNKNOWN_RATE, 0.05, 109",
        "AVG, 300, 109",
    })
    void a_pass_takes_so_many_samples_at_least(Metric metric, double most, int samples) {
        assertThat(LeastSamples.toPass(claim(new Limit(metric, most)), 0.01)).isEqualTo(samples);
    }

    @Test
    void a_percentile_is_measured_by_nearest_rank_of_what_is_known() {
        Slower p50 = new Slower(new Percentile(50), 300);
        Series series = series(30, NOBODY_KNOWS, 10, FAILED, 20, 1);
        assertThat(p50.measured(series, 6)).isEqualTo(20); // the 3rd of 1, 10, 20, 30, failed
        assertThat(p50.measured(series, 3)).isEqualTo(10); // the 1st of 10, 30
    }

    @Test
    void a_mean_is_measured_with_failed_samples_as_the_cap_and_slower_ones_as_they_are() {
        Mean mean = new Mean(10);
        assertThat(mean.capMs()).isEqualTo(200);
        assertThat(mean.measured(series(10, FAILED, NOBODY_KNOWS), 3)).isEqualTo(105);
        assertThat(mean.measured(series(10, 990), 2)).isEqualTo(500);
    }

    @Test
    void a_mean_within_its_limit_passes_and_one_above_it_fails() {
        assertThat(verdict(new Mean(100), Samples.untimed(400, i -> i % 2 == 0 ? 20 : 120)))
                .isEqualTo(Verdict.PASS);
        assertThat(verdict(new Mean(100), Samples.untimed(400, i -> i % 2 == 0 ? 20 : 320)))
                .isEqualTo(Verdict.FAIL);
        assertThat(verdict(new Mean(100), Samples.untimed(400, i -> i % 2 == 0 ? 20 : 178)))
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void a_service_far_below_its_mean_that_slowly_gets_faster_is_cheap_to_prove() {
        assertThat(verdict(new Mean(100), Samples.untimed(260, i -> 3 - i / 130.0)))
                .isEqualTo(Verdict.PASS);
        assertThat(new Mean(100)
                        .clumping(Samples.untimed(260, i -> 300 - i), 260)
                        .toPass())
                .as("near its limit, that it drifts does count")
                .isGreaterThan(10);
    }

    /** One call in 400 takes an hour: capped, the mean is 24.95 ms, but plainly it is 9 seconds. */
    @Test
    void a_mean_whose_rare_giants_are_beyond_the_cap_does_not_pass() {
        Series giants = Samples.untimed(400, i -> i == 200 ? 3_600_000 : 20);
        BudgetFinding.Result result = once(new Mean(100), giants);
        assertThat(result).isInstanceOf(BudgetFinding.Undecided.class);
        BudgetFinding.Undecided undecided = (BudgetFinding.Undecided) result;
        assertThat(undecided.why()).isEqualTo(Why.NOT_ENOUGH_EVIDENCE);
        assertThat(undecided.weight().orElseThrow().proof().logPass()).isGreaterThan(Math.log(100));
    }

    @Test
    void a_mean_a_little_above_its_limit_is_too_close_and_one_far_above_is_not() {
        assertThat(once(new Mean(100), Samples.untimed(2000, i -> 102))).isInstanceOf(BudgetFinding.Undecided.class);
        assertThat(((BudgetFinding.Undecided) once(new Mean(100), Samples.untimed(2000, i -> 102))).why())
                .isEqualTo(Why.TOO_CLOSE);
    }

    @ParameterizedTest(name = "{0} failed of 2000 where 1% may: {1}")
    @CsvSource({"2, PASS", "20, INCONCLUSIVE", "80, FAIL"})
    void an_error_rate_is_decided_by_the_same_wager(int failed, Verdict verdict) {
        assertThat(verdict(new Failing(0.01), Samples.untimed(2000, i -> i % (2000 / failed) == 7 ? FAILED : 1)))
                .isEqualTo(verdict);
    }

    @ParameterizedTest(name = "{0} unknown of 2000 where 1% may be: {1}")
    @CsvSource({"2, PASS", "20, INCONCLUSIVE", "80, FAIL"})
    void an_unknown_rate_is_decided_by_the_same_wager(int unknown, Verdict verdict) {
        assertThat(verdict(new Unknown(0.01), Samples.untimed(2000, i -> i % (2000 / unknown) == 7 ? NOBODY_KNOWS : 1)))
                .isEqualTo(verdict);
    }

    /** An error that comes while a service warms up is no warming up: rates are confirmed by the newer half alone. */
    @Test
    void a_rate_is_confirmed_whatever_the_latencies_do() {
        Series faster = Samples.untimed(400, i -> i % 10 == 0 ? FAILED : i < 200 ? 1000 : 1);
        assertThat(verdict(new Failing(0.01), faster)).isEqualTo(Verdict.FAIL);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void failing_fast_never_helps(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int run = 0; run < 60; run++) {
            int n = 60 + random.nextInt(600);
            double slow = random.nextDouble() * 0.25;
            double[] ms = random.doubles(n)
                    .map(u -> random.nextDouble() < 0.01 ? NOBODY_KNOWS : u < slow ? 900 : 100 + u)
                    .toArray();
            double[] broken = ms.clone();
            int failures = 1 + random.nextInt(n / 2);
            boolean together = random.nextBoolean();
            int from = random.nextInt(n);
            for (int i = 0; i < failures; i++) {
                broken[together ? (from + i) % n : random.nextInt(n)] = FAILED;
            }
            for (Claim claim : new Claim[] {new Slower(new Percentile(95), 300), new Mean(130), new Failing(0.05)}) {
                Verdict before = verdict(claim, Samples.untimed(n, i -> ms[i]));
                BudgetFinding.Result after = once(claim, Samples.untimed(n, i -> broken[i]));
                assertThat(
                                after.verdict() == Verdict.INCONCLUSIVE && !isTooClose(after)
                                        ? Verdict.FAIL
                                        : after.verdict())
                        .as("%s, seed %d, run %d, %d of %d failed: %s", claim, seed, run, failures, n, after)
                        .isGreaterThanOrEqualTo(before);
            }
        }
    }

    private static boolean isTooClose(BudgetFinding.Result result) {
        return result instanceof BudgetFinding.Undecided undecided && undecided.why() == Why.TOO_CLOSE;
    }

    /** 40 in a row are one outage, whether its calls failed or were slow. */
    @ParameterizedTest
    @ValueSource(doubles = {900, FAILED})
    void an_outage_is_one_witness_of_a_broken_limit(double outage) {
        Series series = Samples.untimed(400, i -> i >= 300 && i < 340 ? outage : 1);
        assertThat(verdict(new Slower(new Percentile(95), 300), series)).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(verdict(new Mean(30), series)).isNotEqualTo(Verdict.FAIL);
    }

    @Test
    void an_outage_does_not_hide_that_the_others_are_slow() {
        Series slow = Samples.untimed(600, i -> i % 5 == 0 ? 900 : 1);
        Series broken = Samples.untimed(600, i -> i >= 300 && i < 400 ? FAILED : i % 5 == 0 ? 900 : 1);
        assertThat(verdict(new Slower(new Percentile(95), 300), slow)).isEqualTo(Verdict.FAIL);
        assertThat(verdict(new Slower(new Percentile(95), 300), broken)).isEqualTo(Verdict.FAIL);
    }

    /** Four in a hundred fail, in outages of so many calls: within the limit. */
    @ParameterizedTest
    @ValueSource(ints = {10, 40})
    void a_service_within_its_limit_that_fails_in_outages_seldom_fails_the_gate(int length) {
        SplittableRandom random = new SplittableRandom(20_261_124);
        int wrong = 0;
        for (int run = 0; run < 300; run++) {
            SequentialTest test = new SequentialTest(
                    new Rule.Sequential(SequentialRule.DEFAULT), new Slower(new Percentile(95), 300), 2);
            Series series = new Series();
            int left = 0;
            while (series.size() < 3_000 && test.look(series).isEmpty()) {
                left = left > 0 ? left - 1 : random.nextDouble() < 0.04 / 0.96 / length ? length - 1 : -1;
                series.add(left >= 0 ? FAILED : 1, series.size() * Samples.SLOT_MS, 0);
                left = Math.max(0, left);
            }
            wrong += test.conclude(series).verdict() == Verdict.FAIL ? 1 : 0;
        }
        assertThat(wrong).isLessThanOrEqualTo(6);
    }

    @Test
    void unknown_samples_in_a_row_clump_as_slow_ones_do() {
        Claim p95 = new Slower(new Percentile(95), 300);
        assertThat(verdict(p95, Samples.untimed(1_000, i -> i >= 500 && i < 520 ? 900 : 1)))
                .isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(verdict(p95, Samples.untimed(1_000, i -> i >= 500 && i < 520 ? NOBODY_KNOWS : 1)))
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void slow_samples_of_a_stuck_machine_do_not_make_a_clump_look_smaller() {
        Claim p95 = new Slower(new Percentile(95), 300);
        Series alone = Samples.untimed(1_000, i -> i >= 850 && i < 950 ? 900 : 1);
        Series noisy = Samples.disturbed(
                1_000, i -> (i >= 850 && i < 950) || i % 4 == 0 ? 900 : 1, i -> i >= 850 && i < 950 ? 0 : 100);
        assertThat(verdict(p95, alone)).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(verdict(p95, noisy)).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @ParameterizedTest
    @ValueSource(doubles = {FAILED, NOBODY_KNOWS})
    void what_was_not_answered_does_not_take_the_place_of_the_slowest_answers(double noAnswer) {
        Claim p75 = new Slower(new Percentile(75), 300);
        Series clump = Samples.untimed(300, i -> i >= 100 && i < 130 ? 200 + i / 100.0 : 1);
        Series broken = Samples.untimed(300, i -> i >= 100 && i < 130 ? 200 + i / 100.0 : i % 8 == 0 ? noAnswer : 1);
        assertThat(verdict(p75, clump)).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(verdict(p75, broken)).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void a_median_may_be_too_close_to_call_too() {
        BudgetFinding.Result result =
                once(new Slower(new Percentile(50), 300), Samples.untimed(3_000, Samples.spread(3_000, 1_450)));
        assertThat(isTooClose(result)).isTrue();
    }

    /** Five slow ones in a row clump by 5. With five failed ones elsewhere all ten clump by 3, which alone would pass. */
    @Test
    void failed_samples_elsewhere_do_not_make_a_clump_look_smaller() {
        Claim p95 = new Slower(new Percentile(95), 300);
        Series clump = Samples.untimed(850, i -> i / 5 == 80 ? 900 : 1);
        Series diluted = Samples.untimed(850, i -> i / 5 == 80 ? 900 : i % 160 == 100 ? FAILED : 1);
        assertThat(verdict(p95, clump)).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(verdict(p95, diluted)).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void a_percentile_allows_something_and_a_limit_is_positive() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Slower(new Percentile(100), 300));
        assertThatIllegalArgumentException().isThrownBy(() -> new Slower(new Percentile(95), 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Mean(Double.NaN));
    }

    private static void assertBad(Limit limit, double ms, double stuckMs, double toPass, double toFail) {
        Series series = Samples.disturbed(1, i -> ms, i -> stuckMs);
        assertThat(claim(limit).badToPass(series, 0)).isCloseTo(toPass, within(1e-12));
        assertThat(claim(limit).badToFail(series, 0)).isCloseTo(toFail, within(1e-12));
    }

    private static Claim claim(Limit limit) {
        return Claim.of(limit).orElseThrow();
    }

    private static Verdict verdict(Claim claim, Series series) {
        return once(claim, series).verdict();
    }

    private static BudgetFinding.Result once(Claim claim, Series series) {
        return new Look(new Rule.Once(SequentialRule.DEFAULT), claim, 1).atTheEnd(series, 0);
    }

    private static Series series(double... ms) {
        return Samples.untimed(ms.length, i -> ms[i]);
    }
}
