package dev.releasegate.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.releasegate.summary.Percentile;
import dev.releasegate.summary.Series;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BoundsTest {
    private static final double BAR = Math.log(100);

    @Test
    void bounds_are_the_samples_whose_rank_the_evidence_names() {
        // 1 to 100 ms: 14 slow would fail (121 : 1) and 13 not (42 : 1), so the 14th largest; nothing could pass
        assertThat(bounds(Samples.untimed(100, i -> i + 1), 1000)).isEqualTo(new Bounds(87, Double.POSITIVE_INFINITY));
        // 1 to 300 ms: 4 slow would pass (117 : 1) and 5 not (42 : 1), so the 5th largest
        assertThat(bounds(Samples.untimed(300, i -> (i * 7 % 300) + 1), 1000).upper())
                .isEqualTo(296);
    }

    @Test
    void too_few_samples_leave_no_bound() {
        assertThat(bounds(Samples.untimed(4, i -> 5), 1000)).isEqualTo(new Bounds(0, Double.POSITIVE_INFINITY));
    }

    @Test
    void a_doubtful_sample_is_fast_for_the_lower_bound_and_slow_for_the_upper() {
        Series unknown = Samples.untimed(300, i -> i % 60 == 59 ? Double.NaN : 7);
        assertThat(bounds(unknown, 1000)).isEqualTo(new Bounds(7, Double.POSITIVE_INFINITY));
        Series stuck = Samples.disturbed(300, i -> i % 10 == 9 ? 900 : 7, i -> 100);
        assertThat(bounds(stuck, 300)).isEqualTo(new Bounds(7, 900));
    }

    @Test
    void a_failed_sample_is_a_bound_without_a_number() {
        assertThat(bounds(Samples.untimed(60, i -> Double.POSITIVE_INFINITY), 300)
                        .lower())
                .isInfinite();
    }

    /** 0 of 109 passes 5 % and nothing less; 14 of 100 fails 5 % and a little more, 13 does not. */
    @Test
    void a_share_is_bounded_by_the_shares_that_would_just_pass_or_fail() {
        Failing claim = new Failing(0.05);
        assertThat(bounds(claim, Samples.untimed(109, i -> 1)).upper()).isBetween(0.049, 0.05);
        assertThat(bounds(claim, Samples.untimed(108, i -> 1)).upper()).isBetween(0.05, 0.051);
        Series failed = Samples.untimed(100, i -> i % 7 == 6 ? Double.POSITIVE_INFINITY : 1);
        assertThat(bounds(claim, failed).lower()).isBetween(0.05, 0.053);
        assertThat(bounds(claim, Samples.untimed(60, i -> 1)).lower()).isZero();
    }

    @Test
    void a_mean_is_bounded_in_milliseconds() {
        Bounds bounds = bounds(new Mean(100), Samples.untimed(3000, i -> i % 2 == 0 ? 40 : 60));
        assertThat(bounds.lower()).isBetween(30.0, 50.0);
        assertThat(bounds.upper()).isBetween(50.0, 70.0);
        assertThat(bounds(new Mean(100), Samples.untimed(1, i -> 50)))
                .satisfies(few -> assertThat(few.lower()).isCloseTo(0, within(1e-6)))
                .satisfies(few -> assertThat(few.upper()).isGreaterThan(1900)); // of 2,000, the cap
    }

    /** Evidence of a PASS is an upper bound within the limit, evidence of a FAIL a lower bound above it. */
    @Test
    void bounds_decide_as_the_evidence_does() {
        SplittableRandom random = new SplittableRandom(7);
        for (int run = 0; run < 300; run++) {
            int n = 50 + random.nextInt(800);
            double slow = random.nextDouble() * 0.12;
            Series series = Samples.disturbed(
                    n,
                    i -> random.nextDouble() < slow ? 200 + 200 * random.nextDouble() : 100 * random.nextDouble(),
                    i -> random.nextDouble() < 0.05 ? 100 : 0);
            for (Claim claim : new Claim[] {new Slower(new Percentile(95), 250), new Mean(60)}) {
                Proof proof = Proof.of(series, n, claim);
                Bounds bounds = claim.bounds(series, proof, BAR, BAR);
                assertThat(bounds.upper() <= claim.most()).isEqualTo(proof.logPass() >= BAR);
                assertThat(bounds.lower() > claim.most()).isEqualTo(proof.logFail() >= BAR);
                assertThat(bounds.lower()).isLessThanOrEqualTo(bounds.upper());
            }
        }
    }

    private static Bounds bounds(Series series, double limitMs) {
        return bounds(new Slower(new Percentile(95), limitMs), series);
    }

    private static Bounds bounds(Claim claim, Series series) {
        return claim.bounds(series, Proof.of(series, series.size(), claim), BAR, BAR);
    }
}
