package dev.releasegate.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasegate.record.Control;
import dev.releasegate.record.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class InstrumentTest {
    private final RunClock clock = RunClock.starting(NanoClock.SYSTEM);

    @Test
    void the_probe_warms_itself_up_and_then_shows_what_the_machine_does() throws Exception {
        try (Instrument instrument = Instrument.start("s1", clock, new ProbeLimits(Duration.ofSeconds(30), 4))) {
            assertThat(instrument.awaitWarm()).isBetween(200, WarmUp.MOST_ROUNDS);
            Control control = instrument.prepare().send(Turn.now(clock, Phase.MEASURED));
            assertThat(control).isInstanceOf(Control.Took.class);
        }
    }

    @Test
    void a_control_counts_from_the_moment_it_was_due() throws Exception {
        try (Instrument instrument = Instrument.start("s1", clock, new ProbeLimits(Duration.ofSeconds(30), 4))) {
            instrument.awaitWarm();
            double elapsedMs = clock.ms(clock.nanos());
            Turn longDue = new Turn(clock.beganNanos(), clock.beganNanos(), Phase.MEASURED);
            Control control = instrument.prepare().send(longDue);
            assertThat(((Control.Took) control).ms()).isGreaterThan(elapsedMs);
        }
    }

    @Test
    void that_all_workers_waited_for_a_slow_service_does_not_disturb_a_control() throws Exception {
        try (Instrument instrument = Instrument.start("s1", clock, new ProbeLimits(Duration.ofSeconds(30), 4))) {
            instrument.awaitWarm();
            long now = clock.nanos();
            Turn waited = new Turn(now - TimeUnit.MINUTES.toNanos(1), now, Phase.MEASURED);
            Control control = instrument.prepare().send(waited);
            assertThat(((Control.Took) control).ms()).isLessThan(60_000);
        }
    }

    @Test
    void the_machine_is_read_where_it_tells(@TempDir Path folder) throws IOException {
        MachineReading reading;
        try (MachineWatch watch = MachineWatch.start(folder, NanoClock.SYSTEM)) {
            reading = watch.end();
        }
        assertThat(reading.gcMs()).isNotNegative();
        reading.stealShare().ifPresent(share -> assertThat(share).isBetween(0.0, 1.0));
        reading.busyShare().ifPresent(share -> assertThat(share).isBetween(0.0, 1.0));
        DiskReading disk = reading.disk().orElseThrow();
        assertThat(disk.p50Ms()).isPositive().isLessThanOrEqualTo(disk.p95Ms());
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void what_a_disk_took_is_told_by_nearest_rank() {
        List<Long> nanos = LongStream.rangeClosed(1, 20)
                .map(TimeUnit.MILLISECONDS::toNanos)
                .boxed()
                .toList();
        assertThat(DiskReading.of(nanos)).isEqualTo(new DiskReading(10, 19, 20));
        assertThat(DiskReading.of(List.of(1_500_000L)))
                .hasToString("forced writes p50 1.5 ms, p95 1.5 ms, longest 1.5 ms");
    }
}
