package dev.releasegate.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WagerTest {
    @ParameterizedTest(name = "{2} slow of {1} where {0} are allowed: {3} coins against \"within\"")
    @CsvSource({"0.05, 100, 14, 121.309384", "0.05, 100, 13, 42.501162", "0.05, 400, 37, 172.007785"})
    void many_slow_samples_make_the_first_gambler_rich(double allowed, int samples, int slow, double coins) {
        assertThat(Math.exp(new Wager(allowed).againstWithin(samples, slow))).isCloseTo(coins, within(1e-6));
    }

    @ParameterizedTest(name = "{2} slow of {1} where {0} are allowed: {3} coins against \"over\"")
    @CsvSource({
        "0.05, 108, 0, 99.884028",
        "0.05, 109, 0, 104.832609",
        "0.05, 300, 4, 117.683279",
        "0.05, 300, 5, 42.625296",
        "0.05, 2000, 68, 140.330363",
        "0.01, 551, 0, 100.089006"
    })
    void few_slow_samples_make_the_second_gambler_rich(double allowed, int samples, int slow, double coins) {
        assertThat(Math.exp(new Wager(allowed).againstOver(samples, slow))).isCloseTo(coins, within(1e-6));
    }

    @Test
    void both_begin_with_one_coin() {
        assertThat(new Wager(0.05).againstWithin(0, 0)).isZero();
        assertThat(new Wager(0.05).againstOver(0, 0)).isZero();
    }

    @Test
    void a_million_samples_stay_within_the_range_of_a_double() {
        assertThat(new Wager(0.05).againstWithin(1e6, 1e6)).isFinite().isGreaterThan(1e6);
        assertThat(new Wager(0.05).againstOver(1e6, 0)).isFinite().isGreaterThan(1e4);
        assertThat(new Wager(0.05).againstOver(1e6, 1e6)).isFinite().isLessThan(-1e5);
    }
}
