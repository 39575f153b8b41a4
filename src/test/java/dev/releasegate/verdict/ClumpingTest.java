package dev.releasegate.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClumpingTest {
    @ParameterizedTest(name = "{0} clumps by {1}")
    @CsvSource({
        "1111000011110000, 2.125", // the worked number of the javadoc
        "1010101010101010, 1", // alternating: never less than 1
        "1100000000000000, 1", // two yes tell nothing
        "0011111111111111, 1", // two no tell nothing
    })
    void is_what_can_be_worked_out_by_hand(String series, double factor) {
        assertThat(Clumping.factor(series.length(), i -> series.charAt(i) == '1'))
                .isCloseTo(factor, within(1e-12));
    }

    @Test
    void independent_samples_are_worth_what_they_count() {
        SplittableRandom random = new SplittableRandom(1);
        boolean[] slow = new boolean[100_000];
        for (int i = 0; i < slow.length; i++) {
            slow[i] = random.nextDouble() < 0.05;
        }
        assertThat(Clumping.factor(slow.length, i -> slow[i])).isCloseTo(1, within(0.1));
    }

    @Test
    void runs_of_five_make_five_samples_one_witness() {
        SplittableRandom random = new SplittableRandom(2);
        boolean[] slow = new boolean[100_000];
        for (int i = 0; i + 5 <= slow.length; i++) {
            if (random.nextDouble() < 0.001) {
                for (int j = 0; j < 5; j++) {
                    slow[i + j] = true;
                }
                i += 4;
            }
        }
        assertThat(Clumping.factor(slow.length, i -> slow[i])).isCloseTo(5, within(0.3));
    }

    /** So is a series of a quarter of a million, of which four neighbours each are put together first. */
    @Test
    void a_long_series_clumps_as_a_short_one_does() {
        SplittableRandom random = new SplittableRandom(3);
        double[] state = {0};
        double[] numbers = new double[250_000];
        for (int i = 0; i < numbers.length; i++) {
            state[0] = 0.8 * state[0] + random.nextGaussian();
            numbers[i] = state[0];
        }
        // of a first-order autoregression it is (1 + 0.8) / (1 - 0.8) = 9
        assertThat(Clumping.ofNumbers(60_000, i -> numbers[i])).isCloseTo(9, within(1.0));
        assertThat(Clumping.ofNumbers(numbers.length, i -> numbers[i])).isCloseTo(9, within(1.0));
    }

    @Test
    void numbers_that_are_all_alike_do_not_clump() {
        assertThat(Clumping.ofNumbers(60, i -> 312.4 / 6000)).isEqualTo(1);
    }
}
