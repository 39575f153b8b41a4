package dev.releasegate.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.releasegate.verdict.RivalRule.Answer;
import dev.releasegate.verdict.RivalRule.Light;
import dev.releasegate.verdict.RivalTable.Cell;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of others are held beside ours, so they must be theirs and not straw men. Seeds are fixed. */
class RivalRuleTest {
    private static final int RUNS = 400;

    @Test
    void their_percentile_lies_between_two_samples() {
        double[] oneToFifty = IntStream.rangeClosed(1, 50).asDoubleStream().toArray();
        assertThat(RivalRule.interpolatedP95(oneToFifty)).isCloseTo(47.55, within(1e-9));
        assertThat(RivalRule.interpolatedP95(2, 1)).isCloseTo(1.95, within(1e-9));
        assertThat(RivalRule.interpolatedP95(7)).isEqualTo(7);
    }

    /** Cumulative binomial probabilities at 0.05, worked out in whole numbers. */
    @ParameterizedTest(name = "of {0} samples {1} may be slow for green, and {2} must be for red")
    @CsvSource({
        " 89, -1, 11",
        " 90,  0, 11" /* 0.95^90 = 0.00989 */,
        "500, 13, 38" /* P(13 at most) = 0.0055, P(38 at least) = 0.0077 */
    })
    void the_interval_decides_on_counts(int samples, int green, int red) {
        assertThat(RivalRule.mostToPass(samples)).isEqualTo(green);
        assertThat(RivalRule.fewestToFail(samples)).isEqualTo(red);
    }

    @Test
    void the_sequential_test_of_wald_ends_at_odds_of_99_to_1() {
        double sure = Math.log(99);
        assertThat(RivalRule.logLikelihoodRatio(2, 57, 0)).isCloseTo(-57 * 0.080043, within(1e-3));
        assertThat(RivalRule.logLikelihoodRatio(2, 57, 0)).isGreaterThan(-sure);
        assertThat(RivalRule.logLikelihoodRatio(2, 58, 0)).isLessThan(-sure);
        assertThat(RivalRule.SPRT_TWICE.judge(() -> 1, 2)).isEqualTo(new Answer(Light.GREEN, 58));
        assertThat(RivalRule.SPRT_HALF_AGAIN.judge(() -> 1, 2)).isEqualTo(new Answer(Light.GREEN, 105));
        assertThat(RivalRule.SPRT_TWICE.judge(() -> 3, 2)).isEqualTo(new Answer(Light.RED, 50));
    }

    /** It looks after 50, 55, 60, 66, 72, 79, 86, 94, 103 and 113 samples, and 109 fast ones are enough. */
    @Test
    void the_wager_of_independent_samples_looks_whenever_they_have_grown_by_a_tenth() {
        assertThat(RivalRule.INDEPENDENT_WAGER.judge(() -> 1, 2)).isEqualTo(new Answer(Light.GREEN, 113));
        assertThat(RivalRule.INDEPENDENT_WAGER.judge(() -> 3, 2)).isEqualTo(new Answer(Light.RED, 50));
    }

    @Test
    void a_retry_uses_samples_of_its_own() {
        assertThat(RivalRule.BEST_OF_THREE.judge(() -> 1, 2)).isEqualTo(new Answer(Light.GREEN, 50));
        assertThat(RivalRule.BEST_OF_THREE.judge(() -> 3, 2)).isEqualTo(new Answer(Light.RED, 150));
        assertThat(RivalRule.BEST_OF_THREE.judge(getsFasterAfter(50), 2)).isEqualTo(new Answer(Light.GREEN, 100));
    }

    @Test
    void the_threshold_that_aborts_never_hears_of_what_comes_later() {
        assertThat(RivalRule.K6_ABORT.judge(getsFasterAfter(50), 2)).isEqualTo(new Answer(Light.RED, 50));
        assertThat(RivalRule.K6.judge(getsFasterAfter(25), 2)).isEqualTo(new Answer(Light.GREEN, 500));
    }

    @Test
    void the_predecessor_tosses_a_coin_on_the_budget() {
        assertThat(RivalTable.cell(RivalRule.PREDECESSOR, Shape.MODERATE, 1, RUNS)
                        .redShare())
                .isBetween(0.30, 0.45);
    }

    @Test
    void three_attempts_pass_what_one_would_stop() {
        Cell once = RivalTable.cell(RivalRule.PREDECESSOR, Shape.MODERATE, 1.1, RUNS);
        Cell thrice = RivalTable.cell(RivalRule.BEST_OF_THREE, Shape.MODERATE, 1.1, RUNS);
        assertThat(once.greenShare()).isBetween(0.30, 0.42);
        assertThat(thrice.greenShare()).isBetween(0.68, 0.80).isCloseTo(1 - Math.pow(once.redShare(), 3), within(0.05));
    }

    private static Shape.Source getsFasterAfter(int samples) {
        int[] sent = {0};
        return () -> sent[0]++ < samples ? 3 : 1;
    }
}
