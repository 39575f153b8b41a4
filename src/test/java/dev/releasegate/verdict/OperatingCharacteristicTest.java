package dev.releasegate.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasegate.verdict.OperatingCharacteristic.Cell;
import dev.releasegate.verdict.OperatingCharacteristic.Ending;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The short form of the simulation; {@link OperatingCharacteristic} prints the long one. Seeds are fixed. */
class OperatingCharacteristicTest {
    private static final int RUNS = 100;

    @ParameterizedTest
    @EnumSource(Shape.class)
    void a_service_within_its_budget_does_not_fail(Shape shape) {
        assertThat(OperatingCharacteristic.cell(shape, 0.8, RUNS).share(Ending.FAIL))
                .isZero();
        assertThat(OperatingCharacteristic.cell(shape, 0.95, RUNS).share(Ending.FAIL))
                .isZero();
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void a_service_well_over_its_budget_does_not_pass(Shape shape) {
        assertThat(OperatingCharacteristic.cell(shape, 1.1, RUNS).share(Ending.PASS))
                .isLessThanOrEqualTo(0.01);
        assertThat(OperatingCharacteristic.cell(shape, 1.2, RUNS).share(Ending.PASS))
                .isLessThanOrEqualTo(0.01);
    }

    @ParameterizedTest
    @EnumSource(
            value = Shape.class,
            names = {"TIGHT", "MODERATE", "BIMODAL"})
    void what_is_clear_is_decided(Shape shape) {
        assertThat(OperatingCharacteristic.cell(shape, 0.8, RUNS).share(Ending.PASS))
                .isGreaterThanOrEqualTo(0.99);
        assertThat(OperatingCharacteristic.cell(shape, 1.2, RUNS).share(Ending.FAIL))
                .isGreaterThanOrEqualTo(0.97);
    }

    @ParameterizedTest
    @EnumSource(
            value = Shape.class,
            names = {"TIGHT", "MODERATE", "HEAVY", "BIMODAL"})
    void a_comfortable_service_needs_few_samples(Shape shape) {
        Cell cell = OperatingCharacteristic.cell(shape, 0.5, RUNS);
        assertThat(cell.share(Ending.PASS)).isEqualTo(1);
        assertThat(cell.meanSamples()).isLessThanOrEqualTo(310);
    }
}
