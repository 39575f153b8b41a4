package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private static final ClientLimits LIMITS =
            new ClientLimits(Duration.ofNanos(10), Duration.ofNanos(30), 1, Room.inHeap());

    /** Near the end of its range, as a clock that only differences are taken of may be. */
    private long nanos = Long.MAX_VALUE - 15;

    private final Patience patience = new Patience(LIMITS, () -> nanos);

    @Test
    void a_head_that_drips_is_waited_for_as_long_as_any_other() {
        for (int i = 0; i < 9; i++) {
            patience.headBegins();
            assertThat(patience.isOver()).isFalse();
            nanos++;
        }
        patience.headBegins();
        nanos++;
        assertThat(patience.isOver()).isTrue();
    }

    @Test
    void a_body_has_a_time_of_its_own_that_begins_with_the_end_of_the_head() {
        patience.headBegins();
        nanos += 9;
        patience.headEnds(true);
        nanos += 29;
        assertThat(patience.isOver()).isFalse();
        nanos++;
        assertThat(patience.isOver()).isTrue();
    }

    @Test
    void our_own_time_is_nobody_elses_fault() {
        patience.headBegins();
        patience.headEnds(true);
        patience.bodyEnds();
        nanos += 1_000;
        assertThat(patience.isOver()).isFalse();
        assertThat(patience.clientsTurn()).isEmpty();
    }

    @Test
    void an_answer_that_is_not_read_is_waited_for_as_long_as_a_body() {
        patience.headBegins();
        patience.headEnds(false);
        nanos += 1_000;
        patience.answerBegins();
        nanos += 29;
        assertThat(patience.isOver()).isFalse();
        nanos++;
        assertThat(patience.isOver()).isTrue();
    }

    @Test
    void the_body_of_a_request_that_is_answered_already_must_come_to_its_end_too() {
        patience.headBegins();
        patience.headEnds(true);
        patience.answerBegins();
        patience.answerEnds(false);
        nanos += 30;
        assertThat(patience.isOver()).isTrue();
    }

    @Test
    void silence_between_two_requests_is_not_measured_but_remembered() {
        patience.headBegins();
        patience.headEnds(false);
        patience.answerBegins();
        nanos += 5;
        patience.answerEnds(false);
        nanos += 1_000;
        assertThat(patience.isOver()).isFalse();
        assertThat(patience.clientsTurn()).hasValue(1_000);
    }

    @Test
    void after_a_last_answer_nobody_is_heard_for_longer_than_a_head_takes() {
        patience.headBegins();
        patience.headEnds(false);
        patience.answerBegins();
        patience.answerEnds(true);
        nanos += 10;
        assertThat(patience.isOver()).isTrue();
    }

    @Test
    void empty_lines_begin_nothing() {
        patience.headBegins();
        patience.nothingBegins();
        nanos += 1_000;
        assertThat(patience.isOver()).isFalse();
    }
}
