package dev.releasegate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasegate.record.Outcome;
import dev.releasegate.record.PerfRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StepRunTest {
    private final List<String> looks = new ArrayList<>();

    @Test
    void samples_are_looked_at_in_the_order_in_which_they_were_due() {
        StepRun run = run(9);
        run.ended(1, sample(20));
        run.ended(2, sample(30));
        assertThat(looks)
                .as("the first one is still under way, and may be slow")
                .isEmpty();
        run.ended(0, sample(10));
        assertThat(looks).containsExactly("1: 10.0", "2: 20.0", "3: 30.0");
    }

    @Test
    void a_round_with_nothing_to_ask_for_holds_nobody_up() {
        StepRun run = run(9);
        run.ended(0, Optional.empty());
        run.ended(1, sample(20));
        assertThat(looks).containsExactly("1: 20.0");
    }

    @Test
    void what_is_decided_stays_decided() {
        StepRun run = run(2);
        run.ended(0, sample(10));
        assertThat(run.isDecided()).isFalse();
        run.ended(1, sample(20));
        assertThat(run.isDecided()).isTrue();
        run.ended(2, sample(30));
        assertThat(run.isDecided()).isTrue();
    }

    private StepRun run(int enough) {
        return new StepRun(series -> {
            looks.add(series.size() + ": " + series.ms(series.size() - 1));
            return series.size() == enough;
        });
    }

    private static Optional<PerfRecord> sample(double ms) {
        return Optional.of(
                new PerfRecord(Instant.parse("2026-11-23T12:00:00Z"), "s1", SampleLog.CART, ms, Outcome.SUCCESS));
    }
}
