package dev.releasegate.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MeasurementTurnTest {
    private final MeasurementTurn turn = new MeasurementTurn();

    @Test
    void a_folder_belongs_to_whoever_measured_into_it_first() {
        assertThat(turn.claim(Path.of("a"), "one")).isEmpty();
        assertThat(turn.claim(Path.of("a"), "one")).isEmpty();
        assertThat(turn.claim(Path.of("a"), "other")).hasValue("one");
        assertThat(turn.claim(Path.of("b"), "other")).isEmpty();
    }
}
