package dev.releasegate.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClumpingTest {
    @ParameterizedTest(name = "{0} clumps by {1}, and to fail by {2}")
    @CsvSource({
        "1111000011110000, 2.125, 2.6153846153846154", // the worked numbers of the javadoc
        "1010101010101010, 1, 1", // alternating: never less than 1
        "1100000000000000, 1, 1", // two yes tell nothing
        "0011111111111111, 1, 1", // two no tell nothing
    })
    void is_what_can_be_worked_out_by_hand(String series, double toPass, double toFail) {
        Clumping clumping = Clumping.of(series.length(), i -> series.charAt(i) == '1');
        assertThat(clumping.toPass()).isCloseTo(toPass, within(1e-12));
        assertThat(clumping.toFail()).isCloseTo(toFail, within(1e-12));
    }

    /** The largest twentieth of a first-order autoregression with 0.95 clumps by 16.6, and 1,000 samples show 13.5 of it. */
    @Test
    void a_part_of_what_short_series_do_not_show_is_allowed_for_to_fail() {
        double toPass = 0;
        double toFail = 0;
        for (int run = 0; run < 200; run++) {
            SplittableRandom random = new SplittableRandom(run);
            double[] state = {random.nextGaussian()};
            boolean[] slow = new boolean[1000];
            for (int i = 0; i < slow.length; i++) {
                state[0] = 0.95 * state[0] + Math.sqrt(1 - 0.95 * 0.95) * random.nextGaussian();
                slow[i] = state[0] > 1.645;
            }
            Clumping clumping = Clumping.of(slow.length, i -> slow[i]);
            toPass += clumping.toPass() / 200;
            toFail += clumping.toFail() / 200;
        }
        assertThat(toPass).isBetween(12.0, 14.5);
        assertThat(toFail).isBetween(toPass + 0.8, 16.6);
    }

    @Test
    void independent_samples_are_worth_what_they_count() {
        SplittableRandom random = new SplittableRandom(1);
        boolean[] slow = new boolean[100_000];
        for (int i = 0; i < slow.length; i++) {
            slow[i] = random.nextDouble() < 0.05;
        }
        assertThat(Clumping.of(slow.length, i -> slow[i]).toPass()).isCloseTo(1, within(0.1));
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
        assertThat(Clumping.of(slow.length, i -> slow[i]).toPass()).isCloseTo(5, within(0.3));
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
        assertThat(Clumping.ofNumbers(60_000, i -> numbers[i]).toPass()).isCloseTo(9, within(1.0));
        assertThat(Clumping.ofNumbers(numbers.length, i -> numbers[i]).toPass()).isCloseTo(9, within(1.0));
    }

    @Test
    void numbers_that_are_all_alike_do_not_clump() {
        assertThat(Clumping.ofNumbers(60, i -> 312.4 / 6000)).isEqualTo(Clumping.NONE);
    }
}
