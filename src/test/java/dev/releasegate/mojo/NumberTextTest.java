package dev.releasegate.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTextTest {
    @Test
    void numbers_are_read_as_people_write_them() throws ConfigurationException {
        assertThat(NumberText.whole("workers", " 64 ")).isEqualTo(64);
        assertThat(NumberText.rate("rate", "25")).isEqualTo(25);
        assertThat(NumberText.rate("rate", "0.5 /s")).isEqualTo(0.5);
        assertThat(NumberText.chance("alpha", "0.01")).isEqualTo(0.01);
        assertThat(NumberText.chance("alpha", "5 %")).isEqualTo(0.05);
        assertThat(NumberText.seed("seed", "-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "1.5", "1e3", "1000000000", "many"})
    void what_is_no_whole_number_is_told(String text) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> NumberText.whole("workers", text))
                .withMessage("workers must be a whole number from 1 to 999999999, but is \"" + text + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1e3", "fast", "25/min"})
    void what_is_no_rate_is_told(String text) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> NumberText.rate("rate", text))
                .withMessage("rate must be a number of requests a second such as 25 or 0.5, but is \"" + text + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "1", "100%", "-0.1", "often"})
    void what_is_no_chance_is_told(String text) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> NumberText.chance("alpha", text))
                .withMessage("alpha must be a chance such as 0.01 or 1%, more than 0 and less than 1, but is \"" + text
                        + "\"");
    }

    @Test
    void what_is_no_seed_is_told() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> NumberText.seed("seed", "9223372036854775808"))
                .withMessage("seed must be a whole number, but is \"9223372036854775808\"");
    }
}
