package dev.releasegate.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasegate.record.ErrorReason;
import dev.releasegate.record.Outcome;
import dev.releasegate.record.PerfRecord;
import dev.releasegate.record.Phase;
import dev.releasegate.record.Timing;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HttpProberTimingTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: ";
    private static final RunClock CLOCK = RunClock.starting(NanoClock.SYSTEM);

    /** The clock is set to after the time when the request has been begun, as if this thread had been stopped. */
    @Test
    void an_answer_that_is_there_only_after_its_time_is_no_answer() throws IOException {
        AtomicInteger readings = new AtomicInteger();
        RunClock jumping = RunClock.starting(
                () -> System.nanoTime() + (readings.incrementAndGet() > 3 ? TimeUnit.SECONDS.toNanos(31) : 0));
        try (RawServer server = RawServer.answering("HTTP/1.1 200 OK", "Content-Length: 0", "", "");
                HttpProber prober = new HttpProber(
                        server.url(), "shop", "s1", jumping, new ProbeLimits(Duration.ofSeconds(30), 1))) {
            PerfRecord sample = prober.sample(prober.prepare(get("/")), Turn.now(jumping, Phase.MEASURED))
                    .entry();
            assertThat(sample.outcome()).isEqualTo(new Outcome.Failure(new ErrorReason("read_timeout")));
            assertThat(sample.ms()).isGreaterThan(31_000);
        }
    }

    @Test
    void every_part_of_a_latency_is_that_of_the_clock_to_the_nanosecond() throws IOException {
        long[] moments = {
            3_500_000, // begun half a millisecond after there was a worker
            4_000_000, // connecting
            6_000_000, // connected
            7_000_000, // sending
            10_000_000, // the head of the answer
            30_000_001 // its body
        };
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch headWasRead = new CountDownLatch(1);
        NanoClock ticks = () -> {
            int moment = asked.getAndIncrement();
            if (moment == 4) {
                headWasRead.countDown();
            }
            return moments[moment];
        };
        try (HostileServer server = new HostileServer(visitor -> {
                    visitor.readHead();
                    visitor.send(OK + "5\r\n\r\n");
                    await(headWasRead);
                    visitor.send("hello");
                    visitor.waitUntilGone();
                });
                HttpProber prober = new HttpProber(
                        server.url(),
                        "shop",
                        "s-1",
                        new RunClock(ticks, 0, Instant.EPOCH),
                        ProbeLimits.connections(1))) {
            PerfRecord sample = prober.sample(prober.prepare(get("/")), new Turn(1_000_000, 3_000_000, Phase.WARM_UP))
                    .entry();

            assertThat(sample.outcome()).isEqualTo(Outcome.SUCCESS);
            assertThat(sample.ts()).isEqualTo(Instant.EPOCH.plusMillis(1));
            assertThat(sample.ms()).isEqualTo(29.000001);
            assertThat(sample.circumstances().phase()).isEqualTo(Phase.WARM_UP);
            assertThat(sample.circumstances().timing())
                    .contains(new Timing(
                            1.0,
                            2.0,
                            0.5,
                            OptionalDouble.of(2),
                            OptionalDouble.empty(),
                            OptionalDouble.of(3),
                            OptionalDouble.of(20.000001)));
            assertThat(asked).hasValue(moments.length);
        }
    }

    @Test
    void only_the_first_request_of_a_connection_took_time_to_connect() throws IOException {
        try (HostileServer server = echo();
                HttpProber prober = prober(server, 1)) {
            Timing first = timing(sample(prober, "/"));
            Timing second = timing(sample(prober, "/"));

            assertThat(first.connectMs()).isPresent();
            assertThat(second.connectMs()).isEmpty();
            assertThat(second.firstByteMs()).isPresent();
            assertThat(second.bodyMs()).isPresent();
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void a_failure_has_the_parts_that_it_reached() throws IOException {
        try (HostileServer silent = HostileServer.answering("");
                HostileServer cutOff = HostileServer.answering(OK + "9\r\n\r\nhello");
                HttpProber first = prober(silent, 1);
                HttpProber second = prober(cutOff, 1)) {
            Timing unanswered = timing(sample(first, "/"));
            Timing halfAnswered = timing(sample(second, "/"));

            assertThat(unanswered.connectMs()).isPresent();
            assertThat(unanswered.firstByteMs()).isEmpty();
            assertThat(halfAnswered.firstByteMs()).isPresent();
            assertThat(halfAnswered.bodyMs()).isEmpty();
        }
    }

    @Test
    void threads_that_ask_at_the_same_time_get_each_its_own_answer_and_its_own_times() throws Exception {
        int threads = 32;
        int each = 50;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (HostileServer server = echo();
                HttpProber prober = prober(server, threads)) {
            List<Callable<List<PerfRecord>>> tasks = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int thread = i;
                tasks.add(() -> {
                    List<PerfRecord> samples = new ArrayList<>();
                    for (int k = 0; k < each; k++) {
                        samples.add(sample(prober, "/" + thread + "/" + k));
                    }
                    return samples;
                });
            }
            List<PerfRecord> samples = new ArrayList<>();
            for (Future<List<PerfRecord>> done : pool.invokeAll(tasks)) {
                samples.addAll(done.get());
            }

            assertThat(samples)
                    .hasSize(threads * each)
                    .allMatch(sample -> sample.outcome().equals(Outcome.SUCCESS))
                    .allMatch(sample -> sum(timing(sample)) <= sample.ms() + 1e-6);
            assertThat(samples.stream()
                            .filter(sample -> timing(sample).connectMs().isPresent()))
                    .hasSize(server.connections());
            assertThat(server.requests()).isEqualTo(threads * each);
        } finally {
            pool.shutdownNow();
        }
    }

    private static double sum(Timing timing) {
        return timing.waitMs()
                + timing.lagMs()
                + timing.connectMs().orElse(0)
                + timing.tlsMs().orElse(0)
                + timing.firstByteMs().orElseThrow()
                + timing.bodyMs().orElseThrow();
    }

    /** Answers every request with its own path. */
    private static HostileServer echo() throws IOException {
        return new HostileServer(visitor -> {
            while (true) {
                String path = visitor.readHead().split(" ", 3)[1];
                visitor.send(OK + path.length() + "\r\n\r\n" + path);
            }
        });
    }

    private static HttpProber prober(HostileServer server, int connections) {
        return new HttpProber(server.url(), "shop", "s-1", CLOCK, ProbeLimits.connections(connections));
    }

    private static PerfRecord sample(HttpProber prober, String path) {
        return prober.sample(prober.prepare(get(path)), Turn.now(CLOCK, Phase.MEASURED))
                .entry();
    }

    private static Timing timing(PerfRecord sample) {
        return sample.circumstances().timing().orElseThrow();
    }

    private static Call get(String path) {
        Expectation itself = answer -> path.equals("/") || answer.text().equals(path)
                ? Optional.empty()
                : Optional.of(ErrorReason.ASSERTION_FAILED);
        return new Call("a-step", "GET", path, Map.of(), Optional.empty(), itself);
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
