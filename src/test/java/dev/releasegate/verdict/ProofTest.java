package dev.releasegate.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.releasegate.summary.Percentile;
import dev.releasegate.summary.Series;
import org.junit.jupiter.api.Test;

class ProofTest {
    private static final double LIMIT_MS = 300;
    private static final Claim P95 = new Slower(new Percentile(95), LIMIT_MS);

    @Test
    void a_sample_at_the_limit_is_not_slow_and_one_above_it_is() {
        Proof proof = proof(series(300, 300.0000001, 1));
        assertThat(proof.tally().badToPass()).isEqualTo(1);
        assertThat(proof.tally().badToFail()).isEqualTo(1);
    }

    @Test
    void a_failed_request_is_slow_however_quickly_it_failed() {
        Series series = series(1, 1);
        series.failed();
        assertThat(proof(series).tally().badToFail()).isEqualTo(1);
        assertThat(series.ms(2)).isInfinite();
    }

    @Test
    void a_doubtful_sample_helps_neither_side() {
        Series series = new Series();
        series.unknown();
        series.add(999, Double.NaN, LIMIT_MS / 4 + 1); // the machine was stuck
        series.add(1, Double.NaN, LIMIT_MS / 4 + 1); // fast all the same
        Proof proof = proof(series);
        assertThat(proof.tally().badToPass()).isEqualTo(2);
        assertThat(proof.tally().badToFail()).isZero();
    }

    @Test
    void a_hundred_and_nine_fast_samples_are_evidence_of_a_hundred_to_one() {
        assertThat(Math.exp(proof(constant(108, 1)).logPass())).isLessThan(100);
        assertThat(Math.exp(proof(constant(109, 1)).logPass())).isGreaterThan(100);
    }

    @Test
    void slow_samples_in_clumps_are_fewer_witnesses() {
        Series spread = new Series();
        Series clumped = new Series();
        for (int i = 0; i < 400; i++) {
            spread.answered(i % 10 == 0 ? 999 : 1);
            clumped.answered(i % 100 < 10 ? 999 : 1);
        }
        Proof independent = proof(spread);
        Proof together = proof(clumped);
        assertThat(together.tally().badToFail()).isEqualTo(independent.tally().badToFail());
        assertThat(independent.clumpingToFail()).isEqualTo(1);
        assertThat(together.clumpingToFail()).isGreaterThan(5);
        assertThat(together.logFail()).isLessThan(independent.logFail() / 5);
    }

    @Test
    void a_newer_half_that_is_fast_does_not_confirm_what_the_older_half_says() {
        Series warm = new Series();
        for (int i = 0; i < 400; i++) {
            warm.answered(i < 200 && i % 4 == 0 ? 999 : 1);
        }
        assertThat(proof(warm).confirmed()).isFalse();
    }

    @Test
    void a_newer_half_that_is_slow_but_getting_faster_does_not_confirm_either() {
        Series warming = new Series();
        for (int i = 0; i < 400; i++) {
            warming.answered(i < 200 ? 1000 : 400);
        }
        assertThat(proof(warming).confirmed()).isFalse();
        assertThat(proof(constant(400, 400)).confirmed()).isTrue();
    }

    @Test
    void a_latency_is_a_number_of_milliseconds_from_0() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> series(-1))
                .withMessage("a latency must be 0 ms or more, but is -1.0");
        assertThatIllegalArgumentException().isThrownBy(() -> series(Double.NaN));
    }

    private static Proof proof(Series series) {
        return Proof.of(series, series.size(), P95);
    }

    private static Series constant(int samples, double ms) {
        Series series = new Series();
        for (int i = 0; i < samples; i++) {
            series.answered(ms);
        }
        return series;
    }

    private static Series series(double... ms) {
        Series series = new Series();
        for (double latency : ms) {
            series.answered(latency);
        }
        return series;
    }
}
