package dev.releasegate.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PerfRecordTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Step RESOLVE = new Step("registry", "resolve");

    @ParameterizedTest(name = "{0} ms")
    @ValueSource(doubles = {-1, -4.9E-324, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void a_latency_is_finite_and_not_negative(double ms) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PerfRecord(NOON, "s1", RESOLVE, ms, Outcome.SUCCESS))
                .withMessage("\"ms\" must be a finite number >= 0, but is " + ms);
    }

    @Test
    void the_names_of_a_record_are_not_blank() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PerfRecord(NOON, " ", RESOLVE, 1, Outcome.SUCCESS))
                .withMessage("\"sessionId\" must not be blank");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Step("\t", "resolve"))
                .withMessage("\"tool\" must not be blank");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Step("registry", ""))
                .withMessage("\"step\" must not be blank");
    }

    @Test
    void steps_are_ordered_by_tool_and_then_by_name() {
        assertThat(new Step("a", "z")).isLessThan(new Step("b", "a"));
        assertThat(new Step("a", "b")).isLessThan(new Step("a", "c"));
        assertThat(new Step("a/b", "c")).isNotEqualByComparingTo(new Step("a", "b/c"));
    }
}
