package dev.releasegate.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.releasegate.verdict.OperatingCharacteristic.Cell;
import dev.releasegate.verdict.OperatingCharacteristic.Ending;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The short form of the simulation; {@link OperatingCharacteristic} prints the long one. Seeds are fixed. */
class OperatingCharacteristicTest {
    private static final int RUNS = 100;

    /** So few runs contradict an aim only with 2 false FAILs in one cell, or 5 false PASSes. */
    @ParameterizedTest
    @EnumSource(Shape.class)
    void a_p95_meets_the_aims(Shape shape) {
        AimReport aims = new AimReport();
        for (double ratio : new double[] {0.5, 0.8, 0.95, 1.1, 1.2}) {
            aims.add(shape, ratio, OperatingCharacteristic.OF_P95.cell(shape, ratio, RUNS));
        }
        assertThat(aims.missed()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Shape.class,
            names = {"TIGHT", "HEAVY", "SPIKY", "BURSTS"})
    void an_average_meets_the_aims(Shape shape) {
        AimReport aims = new AimReport();
        for (double ratio : new double[] {0.5, 0.95, 1.2}) {
            aims.add(shape, ratio, OperatingCharacteristic.OF_AVG.cell(shape, ratio, RUNS / 5));
        }
        assertThat(aims.missed()).isEmpty();
    }

    @Test
    void a_long_tail_costs_a_comfortable_service_few_samples_more() {
        Cell cell = OperatingCharacteristic.OF_P95.cell(Shape.HEAVY, 0.5, RUNS);
        assertThat(cell.share(Ending.PASS)).isEqualTo(1);
        assertThat(cell.meanSamples()).isLessThanOrEqualTo(330);
    }

    @ParameterizedTest(name = "of {1} runs {2} may be wrong by chance where one in {0} is allowed")
    @CsvSource({"1000, 100, 1", "1000, 1200, 4", "100, 100, 4", "100, 1200, 21"})
    void an_aim_allows_for_chance(int oneIn, int runs, int most) {
        Aim aim = oneIn == 1000 ? Aim.FAIL_WITHIN : Aim.PASS_OVER;
        assertThat(aim.mostErrors(runs)).isEqualTo(most);
    }

    @Test
    void what_chance_does_is_exact() {
        // 1 - 0.99^100, and that less 100 * 0.01 * 0.99^99
        assertThat(Aim.atLeast(1, 100, 0.01)).isCloseTo(0.633968, within(1e-6));
        assertThat(Aim.atLeast(2, 100, 0.01)).isCloseTo(0.264238, within(1e-6));
    }

    @Test
    void an_aim_that_is_missed_is_named() {
        AimReport aims = new AimReport();
        aims.add(Shape.TIGHT, 0.5, new Cell(100, Map.of(Ending.FAIL, 2, Ending.PASS, 98), 30_100));
        assertThat(aims.hold()).isFalse();
        assertThat(aims.missed())
                .containsExactly(
                        "FAIL at 0.95 of the limit or less: at most 0.1 %; tight at 0.5: 2 of 100",
                        "FAIL at 0.95 of the limit or less: at most 0.1 %; all together: 2 of 100",
                        "samples at 0.5 of the limit: at most 300; tight: 301");
    }
}
