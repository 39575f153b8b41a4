package dev.releasegate.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.releasegate.evidence.Origin;
import dev.releasegate.evidence.Service;
import dev.releasegate.evidence.Session;
import dev.releasegate.probe.Arrivals;
import dev.releasegate.probe.Schedule;
import dev.releasegate.record.Step;
import dev.releasegate.verdict.EvidenceFinding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScheduleCheckTest {
    private static final Step CART = new Step("shop", "cart");

    /** Poisson arrivals with a slot of 100 ns: 1 in 200 gaps is shorter than a nanosecond. */
    private static final Map<String, String> DENSE =
            Map.of("rate", "1e7", "arrivals", "poisson", "seed", "5", "maxDuration", "120000ms");

    private final List<Long> due = new ArrayList<>();

    @Test
    void two_requests_that_are_due_at_the_same_nanosecond_are_two_requests() {
        sent(2_000);
        assertThat(new HashSet<>(due)).as("there are such").hasSizeLessThan(2_000);

        assertThat(sentences(2_000, 0, Map.of(CART, due))).isEmpty();
    }

    @Test
    void one_of_two_at_the_same_nanosecond_that_was_left_out_is_told() {
        sent(2_000);
        long twice = due.stream()
                .filter(moment -> due.indexOf(moment) != due.lastIndexOf(moment))
                .findFirst()
                .orElseThrow();
        due.remove(twice);

        assertThat(sentences(2_000, 0, Map.of(CART, due)))
                .containsExactly("the log has 1999 samples of cart, and 2000 requests were sent: the one that was due "
                        + twice / 1e6
                        + " ms after the schedule began is the first that is not there. Samples that were left out are no"
                        + " evidence; measure again.");
    }

    @Test
    void a_sample_that_is_there_once_more_is_told() {
        sent(10);
        due.add(due.get(3));

        assertThat(sentences(11, 0, Map.of(CART, due)))
                .containsExactly("the log has a sample of cart that was due " + due.get(3) / 1e6
                        + " ms after the schedule began; the sealed schedule has only one such: this was not measured. Find"
                        + " out who added it, and measure again.");
    }

    @Test
    void a_sample_after_the_last_that_was_sent_is_told() {
        sent(10);
        due.add(Long.MAX_VALUE);

        assertThat(sentences(11, 1, Map.of(CART, due)))
                .hasSize(1)
                .first()
                .asString()
                .contains("the sealed schedule has none such");
    }

    @Test
    void samples_of_a_step_that_was_given_another_tool_are_told() {
        sent(10);
        Map<Step, List<Long>> seen = Map.of(CART, due.subList(0, 9), new Step("till", "cart"), due.subList(9, 10));

        assertThat(sentences(10, 0, seen))
                .containsExactly(
                        "the log has 9 samples of cart, and 10 requests were sent: the one that was due "
                                + due.get(9) / 1e6
                                + " ms after the schedule began is the first that is not there. Samples that were left out"
                                + " are no evidence; measure again.",
                        "the log has samples of step cart of till, which was not to be probed: this was not measured. Find"
                                + " out who added it, and measure again.");
    }

    @Test
    void rounds_without_anything_to_ask_for_come_first_and_are_counted() {
        sent(10);

        assertThat(sentences(10, 4, Map.of(CART, due.subList(4, 10)))).isEmpty();
        assertThat(sentences(10, 4, Map.of(CART, due.subList(0, 6)))).hasSize(1);
        assertThat(sentences(10, 4, Map.of(CART, due))).hasSize(1);
        assertThat(sentences(10, 0, Map.of(CART, due.subList(4, 10)))).hasSize(1);
    }

    @Test
    void more_requests_than_any_probe_sends_are_refused_before_they_are_counted() {
        assertThatThrownBy(() -> sentences(Integer.MAX_VALUE, 0, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no probe asks 1 step(s) 2147483647 times");
        assertThatThrownBy(() -> check(Map.of("maxDuration", "9223372036854775807ms"), 10, 0, Map.of())
                        .faults("the log"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no probe takes 9223372036854775807ms");
    }

    private void sent(int rounds) {
        Schedule schedule = new Schedule(
                List.of("cart"),
                new Schedule.Plan(
                        1e7, Arrivals.POISSON, 5, rounds, Duration.ofMinutes(2).toNanos(), false));
        for (int round = 0; round < rounds; round++) {
            due.add(schedule.next().orElseThrow().dueNanos());
        }
    }

    private static List<String> sentences(int taken, int nothingToAsk, Map<Step, List<Long>> seen) {
        return check(Map.of(), taken, nothingToAsk, seen).faults("the log").stream()
                .map(EvidenceFinding::sentence)
                .toList();
    }

    private static ScheduleCheck check(
            Map<String, String> otherwise, int taken, int nothingToAsk, Map<Step, List<Long>> seen) {
        Map<String, String> plan = new HashMap<>(DENSE);
        plan.putAll(otherwise);
        Service.Sight ours = new Service.Sight(new Service.Ours(), List.of());
        Session.Closed closed = new Session.Closed(
                new Session.Log(taken, ""),
                new Session.WarmUp(0, false),
                new Session.Clock(GenuineBundle.BEGAN, 0, 1, 0),
                Map.of("cart", new Session.Rounds(taken, nothingToAsk)),
                new Service("http://127.0.0.1:1", Optional.empty(), "", Optional.empty(), ours, ours),
                Map.of(),
                0);
        Session.Settled settled = new Session.Settled(plan, List.of("cart"), "", "");
        Session session = new Session("s", "shop", GenuineBundle.BEGAN, Origin.NONE, Optional.of(settled), closed);
        return new ScheduleCheck(session, closed, Integer.MAX_VALUE, seen);
    }
}
