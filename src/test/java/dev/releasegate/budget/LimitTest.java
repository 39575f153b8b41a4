package dev.releasegate.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitTest {
    @ParameterizedTest(name = "\"{0}\" is {1} ms")
    @CsvSource({
        "300, 300",
        "300ms, 300",
        "300 ms, 300",
        "' 300ms ', 300",
        "0.3s, 300",
        "0.3 s, 300",
        "300.0, 300",
        "1s, 1000",
        "2.5s, 2500",
        "0.001s, 1",
        "4.79ms, 4.79",
        "0.00479s, 4.79" /* moved as decimals, not multiplied as doubles */,
    })
    void a_duration_is_read_in_milliseconds_or_seconds(String text, double ms) {
        assertThat(Limit.parse(Metric.P95, text)).isEqualTo(new Limit(Metric.P95, ms));
    }

    @ParameterizedTest(name = "\"{0}\" is {1}")
    @CsvSource({
        "0, 0",
        "0%, 0",
        "1%, 0.01",
        "1 %, 0.01",
        "0.01, 0.01",
        "0.7%, 0.007",
        "7%, 0.07",
        "100%, 1",
        "1, 1" /* all of them, not one per cent */,
    })
    void a_share_is_read_as_a_part_or_per_cent(String text, double share) {
        assertThat(Limit.parse(Metric.ERROR_RATE, text)).isEqualTo(new Limit(Metric.ERROR_RATE, share));
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(
            strings = {
                "300 lightyears",
                "",
                "ms",
                "-1",
                "+300",
                "3e2",
                "300 MS",
                "5m",
                "300us",
                "1%",
                ".5s",
                "5.",
                "1,5s",
                "NaN",
                "0x1F",
                "٣٠٠"
            })
    void what_is_no_duration_is_refused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Limit.parse(Metric.P95, text))
                .withMessage("p95 must be a duration such as 300, 300ms or 0.3s, but is \"" + text + "\"");
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"1ms", "", "%", "-1%", "one", "1 percent", "1%%"})
    void what_is_no_share_is_refused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Limit.parse(Metric.ERROR_RATE, text))
                .withMessage("errorRate must be a share such as 0.01 or 1%, but is \"" + text + "\"");
    }

    @ParameterizedTest(name = "{0} ms")
    @ValueSource(doubles = {0, -0.0, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void a_latency_limit_is_a_finite_number_greater_than_0(double ms) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Limit(Metric.AVG, ms))
                .withMessage("avg must be a finite number of milliseconds greater than 0, but is " + ms);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(doubles = {-0.01, 1.0000000000000002, 5, Double.NaN, Double.POSITIVE_INFINITY})
    void a_share_limit_is_from_0_to_1(double share) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Limit(Metric.UNKNOWN_RATE, share))
                .withMessage("unknownRate must be from 0 to 1 (0 % to 100 %), but is " + share);
    }

    @Test
    void per_cent_beyond_100_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Limit.parse(Metric.ERROR_RATE, "101%"))
                .withMessage("errorRate must be from 0 to 1 (0 % to 100 %), but is 1.01");
    }
}
