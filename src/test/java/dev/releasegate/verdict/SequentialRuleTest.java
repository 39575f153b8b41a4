package dev.releasegate.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SequentialRuleTest {
    @ParameterizedTest(name = "after {0} samples the next look is at {1}")
    @CsvSource({"0, 50", "49, 50", "50, 55", "100, 110", "2999, 3000", "2800, 3000"})
    void looks_again_when_a_tenth_more_has_come(int samples, int next) {
        assertThat(SequentialRule.DEFAULT.nextLook(samples)).isEqualTo(next);
    }

    @Test
    void a_pass_needs_100_to_1_and_a_fail_more_where_many_limits_could_fail_by_chance() {
        assertThat(Math.exp(SequentialRule.DEFAULT.barToPass())).isCloseTo(100, within(1e-9));
        assertThat(Math.exp(SequentialRule.DEFAULT.barToFail(1))).isCloseTo(100, within(1e-9));
        assertThat(Math.exp(SequentialRule.DEFAULT.barToFail(10))).isCloseTo(1000, within(1e-9));
    }

    @Test
    void each_number_can_be_set_alone() {
        assertThat(SequentialRule.DEFAULT.withAlpha(0.05)).isEqualTo(new SequentialRule(0.05, 50, 400, 3000, 10_000));
        assertThat(SequentialRule.DEFAULT.withSamples(60, 90)).isEqualTo(new SequentialRule(0.01, 60, 400, 90, 10_000));
        assertThat(SequentialRule.DEFAULT.withMinElapsedMs(0)).isEqualTo(new SequentialRule(0.01, 50, 400, 3000, 0));
    }

    @Test
    void contradictory_numbers_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SequentialRule(0, 50, 400, 3000, 0))
                .withMessage("alpha must be between 0 and 1, but is 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SequentialRule(0.01, 0, 400, 3000, 0))
                .withMessage("minSamples must be at least 1, but is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SequentialRule(0.01, 50, 400, 49, 0))
                .withMessage(
                        "minSamples (50) must not be more than maxSamples (49), nor minSamplesToFail (400) less than 1");
        assertThatIllegalArgumentException().isThrownBy(() -> new SequentialRule(0.01, 50, 0, 3000, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SequentialRule(0.01, 50, 400, 3000, Double.NaN))
                .withMessage("minElapsedMs must be 0 or more, but is NaN");
    }
}
