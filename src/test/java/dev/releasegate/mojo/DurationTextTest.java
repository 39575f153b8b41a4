package dev.releasegate.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "500ms, PT0.5S",
        "30s, PT30S",
        "2min, PT2M",
        "' 30 s ', PT30S",
        "0s, PT0S",
        "1440min, PT24H",
        "86400s, PT24H"
    })
    void a_duration_is_a_number_and_its_unit(String text, Duration duration) throws ConfigurationException {
        assertThat(DurationText.parse("readyTimeout", text)).isEqualTo(duration);
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"", "30", "s", "-1s", "1.5s", "30 sec", "30S", "1h", "1000000000s", "٣s", "30s 500ms"})
    void what_is_no_duration_is_told_with_its_parameter(String text) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> DurationText.parse("readyTimeout", text))
                .withMessage("<readyTimeout> must be a duration such as 500ms, 30s or 2min, but is \"" + text + "\"");
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"1441min", "86401s", "86400001ms", "999999999min"})
    void what_is_longer_than_a_day_is_told_with_its_parameter(String text) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> DurationText.parse("readyTimeout", text))
                .withMessage("<readyTimeout> must be at most 1440min, which is a day, but is \"" + text + "\"");
    }
}
