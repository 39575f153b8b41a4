package dev.releasegate.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.releasegate.probe.Schedule.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScheduleTest {
    private static final List<String> STEPS = List.of("a", "b", "c");
    private static final long SLOT_NANOS = 40_000_000;
    private static final long MINUTE = 60_000_000_000L;

    @ParameterizedTest
    @EnumSource(Arrivals.class)
    void what_is_taken_first_is_due_first(Arrivals arrivals) {
        List<Slot> slots = all(new Schedule(STEPS, plan(arrivals, 7, true)));
        assertThat(slots).hasSize(2 * 3 * 200);
        for (int i = 1; i < slots.size(); i++) {
            assertThat(slots.get(i).dueNanos())
                    .isGreaterThanOrEqualTo(slots.get(i - 1).dueNanos());
        }
    }

    @ParameterizedTest
    @EnumSource(Arrivals.class)
    void the_rate_is_that_of_every_step(Arrivals arrivals) {
        List<Slot> slots = all(new Schedule(STEPS, plan(arrivals, 7, false)));
        for (String step : STEPS) {
            long last = slots.stream()
                    .filter(slot -> slot.step().equals(step))
                    .mapToLong(Slot::dueNanos)
                    .max()
                    .orElse(0);
            assertThat((double) last / SLOT_NANOS).isBetween(170.0, 230.0); // 200 requests, 3 of 14 sigma
        }
    }

    @Test
    void a_jittered_request_stays_in_its_own_slot() {
        for (Slot slot : all(new Schedule(List.of("a"), plan(Arrivals.JITTERED, 7, false)))) {
            double place = (double) slot.dueNanos() / SLOT_NANOS - slot.round();
            assertThat(place).isBetween(0.05, 0.95);
        }
    }

    @Test
    void constant_requests_are_equally_far_apart_and_the_steps_take_turns() {
        List<Slot> slots = all(new Schedule(STEPS, plan(Arrivals.CONSTANT, 7, false)));
        assertThat(slots.subList(0, 7)).extracting(Slot::step).containsExactly("a", "b", "c", "a", "b", "c", "a");
        assertThat(slots.get(3).dueNanos() - slots.get(0).dueNanos()).isEqualTo(SLOT_NANOS);
        assertThat(slots.get(0).dueNanos()).isEqualTo(SLOT_NANOS / 2);
    }

    @Test
    void no_step_comes_in_blocks() {
        List<Slot> slots = all(new Schedule(STEPS, plan(Arrivals.JITTERED, 7, false)));
        int longest = 0;
        int run = 0;
        for (int i = 1; i < slots.size(); i++) {
            run = slots.get(i).step().equals(slots.get(i - 1).step()) ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        assertThat(longest).isLessThanOrEqualTo(2);
    }

    @Test
    void the_control_of_a_request_is_due_half_a_slot_later() {
        List<Slot> slots = all(new Schedule(STEPS, plan(Arrivals.JITTERED, 7, true)));
        for (Slot control : slots) {
            if (control.isControl()) {
                assertThat(slots)
                        .contains(
                                new Slot(control.step(), control.round(), control.dueNanos() - SLOT_NANOS / 2, false));
            }
        }
    }

    @Test
    void the_same_seed_gives_the_same_schedule_and_another_one_another() {
        List<Slot> slots = all(new Schedule(STEPS, plan(Arrivals.POISSON, 7, true)));
        assertThat(all(new Schedule(STEPS, plan(Arrivals.POISSON, 7, true)))).isEqualTo(slots);
        assertThat(all(new Schedule(STEPS, plan(Arrivals.POISSON, 8, true)))).isNotEqualTo(slots);
    }

    @Test
    void a_step_that_is_dropped_moves_no_other() {
        List<Slot> whole = all(new Schedule(STEPS, plan(Arrivals.JITTERED, 7, false)));
        Schedule schedule = new Schedule(STEPS, plan(Arrivals.JITTERED, 7, false));
        schedule.drop("b");
        assertThat(all(schedule))
                .isEqualTo(
                        whole.stream().filter(slot -> !slot.step().equals("b")).toList());
    }

    @Test
    void the_control_of_a_request_that_was_sent_is_sent_even_if_its_step_is_dropped() {
        Schedule schedule = new Schedule(List.of("a"), plan(Arrivals.JITTERED, 7, true));
        Slot first = schedule.next().orElseThrow();
        schedule.drop("a");
        assertThat(all(schedule)).containsExactly(new Slot("a", 0, first.dueNanos() + SLOT_NANOS / 2, true));
        schedule.stop();
        assertThat(schedule.next()).isEmpty();
    }

    @Test
    void nothing_is_due_after_the_end() {
        Schedule schedule =
                new Schedule(List.of("a"), new Schedule.Plan(25, Arrivals.CONSTANT, 7, 1000, 10 * SLOT_NANOS, false));
        assertThat(all(schedule)).hasSize(10);
    }

    @Test
    void a_schedule_without_a_rate_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Schedule.Plan(0, Arrivals.CONSTANT, 7, 1, 1, false));
    }

    private static Schedule.Plan plan(Arrivals arrivals, long seed, boolean withControl) {
        return new Schedule.Plan(25, arrivals, seed, 200, MINUTE, withControl);
    }

    private static List<Slot> all(Schedule schedule) {
        List<Slot> slots = new ArrayList<>();
        for (Optional<Slot> slot = schedule.next(); slot.isPresent(); slot = schedule.next()) {
            slots.add(slot.get());
        }
        return slots;
    }
}
