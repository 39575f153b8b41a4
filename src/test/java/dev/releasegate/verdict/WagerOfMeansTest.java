package dev.releasegate.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WagerOfMeansTest {
    private static final Wager WAGER = new Wager(0.05);

    @ParameterizedTest(name = "{1} wholly bad of {0}")
    @CsvSource({"100, 14", "400, 37", "109, 0", "300, 4", "60, 60"})
    void samples_that_are_bad_or_not_give_what_counting_them_gives(int samples, int bad) {
        assertThat(WAGER.againstWithin(samples, Wager.growthAgainstWithin(samples, i -> i < bad ? 1 : 0)))
                .isCloseTo(WAGER.againstWithin(samples, bad), within(1e-9));
        assertThat(WAGER.againstOver(samples, Wager.growthAgainstOver(samples, i -> i < bad ? 1 : 0)))
                .isCloseTo(WAGER.againstOver(samples, bad), within(1e-9));
    }

    @Test
    void a_sample_that_is_bad_by_half_multiplies_the_stakes_by_half() {
        // (1 + (4/3 - 1) / 2) / (1 - 0.05 + 0.05 * 4/3) = 1.147541, the same for 2: 1.428571, for 4: 2.173913
        assertThat(Math.exp(WAGER.againstWithin(1, Wager.growthAgainstWithin(1, i -> 0.5))))
                .isCloseTo((1.147541 + 1.428571 + 2.173913) / 3, within(1e-6));
        // (1 - 1/3 / 2) / (1 - 0.05 / 3) = 0.847458, for 1/3: 0.689655, for 0: 0.526316
        assertThat(Math.exp(WAGER.againstOver(1, Wager.growthAgainstOver(1, i -> 0.5))))
                .isCloseTo((0.847458 + 0.689655 + 0.526316) / 3, within(1e-6));
    }

    /** Ville: of gamblers who bet against the truth, at most one in twenty ever owns 20 coins. */
    @Test
    void nobody_grows_rich_on_a_mean_that_is_exactly_what_is_allowed() {
        int richer = 0;
        int poorer = 0;
        for (int run = 0; run < 1000; run++) {
            SplittableRandom random = new SplittableRandom(run);
            double[] bad = random.doubles(600)
                    .map(u -> u < 0.5 ? 0.1 * u : 0.15 * (u - 0.5))
                    .toArray();
            double mean = 0.5 * 0.1 * 0.25 + 0.5 * 0.15 * 0.25;
            richer += everReaches(20, bad, new Wager(mean), true) ? 1 : 0;
            poorer += everReaches(20, bad, new Wager(mean), false) ? 1 : 0;
        }
        assertThat(richer).isLessThanOrEqualTo(50);
        assertThat(poorer).isLessThanOrEqualTo(50);
    }

    private static boolean everReaches(double coins, double[] bad, Wager wager, boolean within) {
        for (int n = 10; n <= bad.length; n += 10) {
            double owned = within
                    ? wager.againstWithin(n, Wager.growthAgainstWithin(n, i -> bad[i]))
                    : wager.againstOver(n, Wager.growthAgainstOver(n, i -> bad[i]));
            if (owned >= Math.log(coins)) {
                return true;
            }
        }
        return false;
    }
}
