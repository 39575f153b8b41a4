package dev.releasegate.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentileTest {
    @ParameterizedTest(name = "p{0} of {1} samples is sample {2}")
    @CsvSource({
        "95, 50, 48" /* 47.5 rounds up */,
        "7, 100, 7" /* doubles would give 8: 0.07 * 100 is 7.000000000000001 */,
        "5, 1, 1",
        "1, 1, 1",
        "100, 1, 1",
        "50, 1, 1",
        "50, 2, 1" /* the lower of two, and not their middle */,
        "50, 5, 3",
        "95, 20, 19" /* exactly 19 */,
        "95, 21, 20" /* 19.95 */,
        "95, 59, 57",
        "95, 100, 95",
        "99, 50, 50",
        "99, 551, 546" /* 545.49 */,
        "99, 600, 594",
        "5, 50, 3" /* 2.5 */,
        "5, 20, 1",
        "5, 21, 2",
        "100, 50, 50",
        "100, 2147483647, 2147483647" /* in ints the product would overflow */,
        "95, 2147483647, 2040109465",
    })
    void rank_is_the_least_sample_that_covers_the_percentage(int percent, int samples, int rank) {
        assertThat(new Percentile(percent).rank(samples)).isEqualTo(rank);
    }

    /** The definition itself: rank samples are at least so many per cent, and one less are not. */
    @Test
    void no_smaller_rank_covers_the_percentage() {
        for (int percent = 1; percent <= 100; percent++) {
            for (int samples = 1; samples <= 300; samples++) {
                int rank = new Percentile(percent).rank(samples);
                assertThat(rank).isBetween(1, samples);
                assertThat(100 * rank).isGreaterThanOrEqualTo(percent * samples);
                assertThat(100 * (rank - 1)).isLessThan(percent * samples);
            }
        }
    }

    @ParameterizedTest(name = "p{0}")
    @ValueSource(ints = {-5, 0, 101, 999})
    void a_percentile_is_from_1_to_100(int percent) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Percentile(percent))
                .withMessage("a percentile must be from 1 to 100, but is " + percent);
    }

    @ParameterizedTest(name = "{0} samples")
    @ValueSource(ints = {0, -1})
    void of_no_sample_there_is_none(int samples) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Percentile(95).rank(samples))
                .withMessage("there is no sample");
    }
}
