package dev.releasegate.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.releasegate.verdict.SequentialRule.Ruling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SequentialRuleTest {
    private static final double RICH = Math.log(100);
    private static final double POOR = Math.log(99);

    @ParameterizedTest(name = "{0} samples, pass {1}, fail {2}, confirmed {3}: {4}")
    @CsvSource({
        "49, rich, poor, false, CONTINUE", // too few for any verdict
        "50, rich, poor, false, PASS",
        "50, poor, poor, false, CONTINUE",
        "399, poor, rich, true, CONTINUE", // too few for a FAIL
        "400, poor, rich, true, FAIL",
        "400, poor, rich, false, CONTINUE", // still warming up
    })
    void rules_by_the_evidence_and_never_with_too_few_samples(
            int samples, String pass, String fail, boolean confirmed, Ruling ruling) {
        Proof proof = new Proof(
                samples, 0, 0, 1, pass.equals("rich") ? RICH : POOR, fail.equals("rich") ? RICH : POOR, confirmed);
        assertThat(SequentialRule.DEFAULT.rule(proof, 0.05)).isEqualTo(ruling);
    }

    @ParameterizedTest(name = "{0} slow of 3000: {1}")
    @CsvSource({
        "150, TOO_CLOSE", // exactly 5 %: at most 10 % is proven
        "290, NOT_ENOUGH" // not even that
    })
    void without_more_samples_it_says_what_is_proven(int slow, Ruling ruling) {
        Proof proof = new Proof(3000, slow, slow, 1, POOR, POOR, true);
        assertThat(SequentialRule.DEFAULT.rule(proof, 0.05)).isEqualTo(ruling);
    }

    @ParameterizedTest(name = "after {0} samples the next look is at {1}")
    @CsvSource({"0, 50", "49, 50", "50, 55", "100, 110", "2999, 3000", "2800, 3000"})
    void looks_again_when_a_tenth_more_has_come(int samples, int next) {
        assertThat(SequentialRule.DEFAULT.nextLook(samples)).isEqualTo(next);
    }

    @Test
    void contradictory_numbers_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SequentialRule(0, 0.01, 50, 400, 3000));
        assertThatIllegalArgumentException().isThrownBy(() -> new SequentialRule(0.01, 1, 50, 400, 3000));
        assertThatIllegalArgumentException().isThrownBy(() -> new SequentialRule(0.01, 0.01, 50, 400, 49));
    }
}
