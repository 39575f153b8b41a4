package dev.releasegate.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class WarmUpTest {
    @Test
    void a_service_that_is_as_fast_as_ever_is_warm_after_200_rounds() {
        WarmUp warmUp = after(round -> 10 + round % 3);
        assertThat(warmUp.rounds()).isEqualTo(200);
        assertThat(warmUp.isSteady()).isTrue();
    }

    @Test
    void a_service_that_gets_faster_is_asked_until_it_does_not() {
        assertThat(after(round -> round < 60 ? 30 : 10).rounds()).isEqualTo(400);
        assertThat(after(round -> 10 + 30 * Math.exp(-round / 30.0)).rounds()).isEqualTo(800);
    }

    @Test
    void a_service_that_gets_faster_all_at_once_later_on_was_not_foreseen() {
        assertThat(after(round -> round < 300 ? 30 : 10).rounds())
                .as("an honest limit: the verdict's own look at its halves is the second line")
                .isEqualTo(200);
    }

    @Test
    void a_service_that_never_stops_getting_faster_is_not_warm() {
        WarmUp warmUp = after(round -> 1000 * Math.exp(-round / 500.0));
        assertThat(warmUp.rounds()).isEqualTo(1600);
        assertThat(warmUp.isSteady()).isFalse();
    }

    @Test
    void all_steps_must_have_stopped_getting_faster() {
        WarmUp warmUp = new WarmUp(step -> 0);
        int round = 0;
        do {
            warmUp.took("fast", 1);
            warmUp.took("slow", round < 60 ? 500 : round < 120 ? 300 : 100);
            round++;
        } while (warmUp.goOn());
        assertThat(warmUp.rounds()).isEqualTo(800);
    }

    @Test
    void what_does_not_matter_is_not_waited_for() {
        WarmUp warmUp = new WarmUp(step -> 0.5);
        do {
            warmUp.took("a", warmUp.rounds() < 100 ? 0.7 : 0.3);
        } while (warmUp.goOn());
        assertThat(warmUp.rounds()).isEqualTo(200);
        assertThat(warmUp.isSteady()).isTrue();
    }

    @Test
    void a_step_that_had_nothing_to_ask_for_keeps_nobody_waiting() {
        assertThat(after(round -> Double.NaN).rounds()).isEqualTo(200);
    }

    @Test
    void a_slow_service_for_which_there_is_time_for_20_rounds_is_judged_by_these() {
        WarmUp warmUp = new WarmUp(step -> 0);
        for (int round = 0; round < 19; round++) {
            warmUp.took("a", 1);
            assertThat(warmUp.goOn()).isTrue();
        }
        assertThat(warmUp.isSteady()).isFalse();
        warmUp.took("a", 1);
        assertThat(warmUp.goOn()).isTrue();
        assertThat(warmUp.isSteady()).isTrue();
    }

    private static WarmUp after(IntToDoubleFunction ms) {
        WarmUp warmUp = new WarmUp(step -> 0);
        do {
            warmUp.took("a", ms.applyAsDouble(warmUp.rounds()));
        } while (warmUp.goOn());
        return warmUp;
    }
}
