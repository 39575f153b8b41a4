package dev.releasegate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasegate.probe.Schedule.Slot;
import dev.releasegate.record.Control;
import dev.releasegate.record.Outcome;
import dev.releasegate.record.PerfRecord;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PairingTest {
    private static final Slot FIRST = new Slot("cart", 0, 10, false);
    private static final Slot FIRST_CONTROL = new Slot("cart", 0, 30, true);
    private static final Slot SECOND = new Slot("cart", 1, 50, false);
    private static final Control QUICK = new Control.Took(0.25);

    private final Pairing pairing = new Pairing();

    @Test
    void a_sample_waits_for_its_control() {
        assertThat(pairing.sample(FIRST, sample(1))).isEmpty();
        assertThat(pairing.control(FIRST_CONTROL, QUICK)).contains(sample(1).with(QUICK));
        assertThat(pairing.left()).isEmpty();
    }

    @Test
    void a_control_waits_for_a_slow_sample() {
        assertThat(pairing.control(FIRST_CONTROL, Control.FAILED)).isEmpty();
        assertThat(pairing.sample(SECOND, sample(2))).isEmpty();
        assertThat(pairing.sample(FIRST, sample(1))).contains(sample(1).with(Control.FAILED));
    }

    @Test
    void a_sample_whose_control_was_never_sent_is_not_lost() {
        pairing.sample(SECOND, sample(2));
        assertThat(pairing.left()).containsExactly(sample(2));
        assertThat(pairing.left()).isEmpty();
    }

    private static PerfRecord sample(double ms) {
        return new PerfRecord(Instant.parse("2026-11-23T12:00:00Z"), "s1", SampleLog.CART, ms, Outcome.SUCCESS);
    }
}
