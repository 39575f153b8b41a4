package dev.releasegate.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.releasegate.record.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class OpenRunTest {
    private static final long MINUTE = 60_000_000_000L;

    private final RunClock clock = RunClock.starting(NanoClock.SYSTEM);

    @Test
    void every_request_is_sent_once_and_none_before_it_is_due() throws InterruptedException {
        List<Sent> all = all(new OpenRun<>(schedule(100), clock, 8, slot -> turn -> new Sent(slot, turn, now())));
        assertThat(all)
                .extracting(sent -> sent.slot().round())
                .doesNotHaveDuplicates()
                .hasSize(100);
        assertThat(all)
                .allSatisfy(sent -> assertThat(sent.atNanos())
                        .isGreaterThanOrEqualTo(sent.turn().dueNanos()))
                .allSatisfy(sent -> assertThat(sent.turn().phase()).isEqualTo(Phase.MEASURED));
    }

    @Test
    void a_request_is_prepared_before_it_is_due() throws InterruptedException {
        long[] preparedNanos = new long[1];
        Schedule inAQuarterOfASecond =
                new Schedule(List.of("a"), new Schedule.Plan(2, Arrivals.CONSTANT, 7, 1, MINUTE, false));
        List<Turn> turns = all(new OpenRun<>(inAQuarterOfASecond, clock, 8, slot -> {
            preparedNanos[0] = now();
            return turn -> turn;
        }));
        assertThat(preparedNanos[0]).isLessThan(turns.get(0).dueNanos());
    }

    @Test
    void a_slow_answer_delays_no_other_request() throws InterruptedException {
        CountDownLatch others = new CountDownLatch(20);
        OpenRun.Sender<Integer> sender = slot -> turn -> {
            if (slot.round() == 0) {
                await(others); // is answered only after all the others
            }
            others.countDown();
            return slot.round();
        };
        List<Integer> rounds = all(new OpenRun<>(schedule(21), clock, 2, sender));
        assertThat(rounds).hasSize(21);
        assertThat(rounds.indexOf(0)).isGreaterThanOrEqualTo(19);
    }

    @Test
    void a_request_that_finds_no_free_worker_waits_and_its_turn_says_so() throws InterruptedException {
        OpenRun.Sender<Turn> sender = slot -> turn -> {
            while (slot.round() == 0 && now() < turn.dueNanos() + 20_000_000) {
                Thread.onSpinWait(); // until long after the next ones were due
            }
            return turn;
        };
        List<Turn> turns = all(new OpenRun<>(schedule(4), clock, 1, sender));
        assertThat(turns.get(0).freeNanos()).isEqualTo(turns.get(0).dueNanos());
        assertThat(turns.get(1).freeNanos()).isGreaterThan(turns.get(1).dueNanos() + 10_000_000);
    }

    /** Both workers come back at the same moment, long after the next requests were due. */
    @Test
    void what_waited_while_all_workers_were_busy_was_not_sent_late() throws InterruptedException {
        OpenRun.Sender<Sent> sender = slot -> turn -> {
            while (slot.round() < 2 && now() < back(slot, turn)) {
                Thread.onSpinWait();
            }
            return new Sent(slot, turn, now());
        };
        List<Sent> sent = all(new OpenRun<>(schedule(15), clock, 2, sender));
        long back = back(sent.get(0).slot(), sent.get(0).turn());
        assertThat(sent)
                .filteredOn(waited -> waited.slot().round() >= 2)
                .hasSize(13)
                .allSatisfy(waited -> assertThat(waited.turn().freeNanos()).isGreaterThanOrEqualTo(back));
    }

    /** 40 ms after the first request was due. */
    private static long back(Schedule.Slot slot, Turn turn) {
        return turn.dueNanos() - slot.dueNanos() + 40_000_000;
    }

    @Test
    void a_worker_that_runs_out_of_memory_ends_the_run() {
        try (OpenRun<Integer> run = new OpenRun<>(schedule(100), clock, 4, slot -> turn -> {
            throw new OutOfMemoryError("as if");
        })) {
            assertThatIllegalStateException()
                    .isThrownBy(run::take)
                    .withMessage("a request could not be sent: java.lang.OutOfMemoryError: as if");
        }
    }

    @Test
    void a_sender_that_breaks_ends_the_run_with_its_reason() {
        try (OpenRun<Integer> run = new OpenRun<>(schedule(100), clock, 4, slot -> turn -> {
            throw new IllegalStateException("broken");
        })) {
            assertThatIllegalStateException().isThrownBy(run::take).withMessage("broken");
        }
    }

    @Test
    void a_schedule_that_is_stopped_ends_the_run() throws InterruptedException {
        Schedule schedule = schedule(100_000);
        try (OpenRun<Integer> run = new OpenRun<>(schedule, clock, 4, slot -> turn -> slot.round())) {
            assertThat(run.take()).isPresent();
            schedule.stop();
            Optional<Integer> next = run.take();
            while (next.isPresent()) {
                next = run.take();
            }
        }
    }

    @Test
    void a_run_that_is_closed_leaves_no_worker() throws InterruptedException {
        List<Thread> workers = new ArrayList<>();
        try (OpenRun<Thread> run = new OpenRun<>(
                new Schedule(List.of("a"), new Schedule.Plan(1, Arrivals.CONSTANT, 7, 9, MINUTE, false)),
                clock,
                4,
                slot -> turn -> Thread.currentThread())) {
            workers.add(run.take().orElseThrow());
        }
        for (Thread worker : workers) {
            worker.join();
        }
        assertThat(workers).hasSize(1).noneMatch(Thread::isAlive);
    }

    private static Schedule schedule(int rounds) {
        return new Schedule(List.of("a"), new Schedule.Plan(500, Arrivals.CONSTANT, 7, rounds, MINUTE, false));
    }

    private static <R> List<R> all(OpenRun<R> run) throws InterruptedException {
        List<R> all = new ArrayList<>();
        try (run) {
            for (Optional<R> next = run.take(); next.isPresent(); next = run.take()) {
                all.add(next.get());
            }
        }
        return all;
    }

    private long now() {
        return clock.nanos();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Sent(Schedule.Slot slot, Turn turn, long atNanos) {}
}
