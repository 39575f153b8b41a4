package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.releasegate.record.ErrorReason;
import dev.releasegate.record.LogLine;
import dev.releasegate.record.Outcome;
import dev.releasegate.record.PerfLogReader;
import dev.releasegate.record.PerfLogWriter;
import dev.releasegate.record.PerfRecord;
import dev.releasegate.record.RequestId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PerfLogTest {
    private static final long MS = 1_000_000;

    @TempDir
    Path directory;

    @Test
    void what_is_told_is_written_as_the_records_of_one_session() throws Exception {
        Instant before = Instant.now();
        long beganNanos = System.nanoTime();
        try (PerfLog log = PerfLog.open(file())) {
            log.isOver(passed(Step.RESOLVE, Outcome.SUCCESS, beganNanos, 3 * MS / 2));
            log.isOver(passed(Step.UNMATCHED, new Outcome.Failure(ErrorReason.ofStatus(404)), beganNanos, MS));
        }
        List<PerfRecord> entries = records();
        assertThat(entries)
                .extracting(entry -> entry.step().toString())
                .containsExactly("Step[tool=registry, name=resolve]", "Step[tool=registry, name=unmatched]");
        assertThat(entries).extracting(PerfRecord::ms).containsExactly(1.5, 1.0);
        assertThat(entries)
                .extracting(PerfRecord::outcome)
                .containsExactly(Outcome.SUCCESS, new Outcome.Failure(ErrorReason.ofStatus(404)));
        assertThat(entries)
                .extracting(PerfRecord::sessionId)
                .containsOnly(entries.get(0).sessionId());
        assertThat(entries).allSatisfy(entry -> {
            assertThat(entry.ts()).isBetween(before.minusMillis(2), Instant.now());
            assertThat(entry.circumstances().requestId()).contains(new RequestId("id-1"));
            assertThat(entry.circumstances().timing()).isPresent();
        });
    }

    @Test
    void a_log_that_is_there_is_gone_on_with() throws Exception {
        tellOne();
        tellOne();
        assertThat(records())
                .extracting(PerfRecord::sessionId)
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @Test
    void a_torn_line_at_its_end_costs_no_other_line() throws Exception {
        tellOne();
        Files.writeString(file(), Files.readString(file()) + "{\"ts\":\"2026-");
        tellOne();
        assertThat(lines())
                .satisfiesExactly(
                        line -> assertThat(line).isInstanceOf(LogLine.Sample.class),
                        line -> assertThat(line).isInstanceOf(LogLine.Rejected.class),
                        line -> assertThat(line).isInstanceOf(LogLine.Sample.class));
    }

    @Test
    void nothing_else_is_written_into() throws Exception {
        Files.writeString(file(), "SQLite format 3");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> PerfLog.open(file()))
                .withMessageContaining("is no perf log");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> PerfLog.open(directory))
                .withMessageContaining("is no plain file");
        assertThat(file()).hasContent("SQLite format 3");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links take a right there")
    void a_symbolic_link_is_not_followed() throws Exception {
        Path other = directory.resolve("other");
        Files.createSymbolicLink(file(), other);
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> PerfLog.open(file()));
        assertThat(other).doesNotExist();
    }

    @Test
    void a_full_queue_loses_the_record_counts_it_and_marks_the_log() throws Exception {
        PerfLog log = PerfLog.open(file());
        try (log) {
            synchronized (log) { // so that nothing is taken from the queue
                for (int i = 0; i < PerfLog.MOST_WAITING + 17; i++) {
                    log.isOver(passed(Step.HEALTH, Outcome.SUCCESS, 0, MS));
                }
            }
            assertThat(log.lost()).isEqualTo(17);
        }
        assertThat(log.written()).isEqualTo(PerfLog.MOST_WAITING);
        assertThat(records()).hasSize(PerfLog.MOST_WAITING);
        assertThat(lines())
                .filteredOn(line -> line instanceof LogLine.Rejected)
                .singleElement()
                .isInstanceOfSatisfying(
                        LogLine.Rejected.class, line -> assertThat(line.why()).isEqualTo("\"ts\" is missing"));
        assertThat(Files.readString(file())).contains("{\"missing\":17}\n");
    }

    @Test
    void a_disk_that_takes_nothing_loses_the_records_and_counts_them() throws Exception {
        PerfLogWriter broken = PerfLogWriter.append(file());
        broken.close();
        PerfLog log = PerfLog.writingWith(broken);
        log.isOver(passed(Step.HEALTH, Outcome.SUCCESS, 0, MS));
        log.isOver(passed(Step.HEALTH, Outcome.SUCCESS, 0, MS));
        log.close();
        assertThat(log.lost()).isEqualTo(2);
        assertThat(log.written()).isZero();
    }

    private void tellOne() throws Exception {
        try (PerfLog log = PerfLog.open(file())) {
            log.isOver(passed(Step.HEALTH, Outcome.SUCCESS, System.nanoTime(), MS));
        }
    }

    private static Passage.Passed passed(Step step, Outcome outcome, long beganNanos, long elapsedNanos) {
        return new Passage.Passed(step, RequestId.of("id-1"), OptionalInt.of(200), outcome, beganNanos, elapsedNanos);
    }

    private Path file() {
        return directory.resolve("perf.jsonl");
    }

    private List<PerfRecord> records() throws IOException {
        return lines().stream()
                .flatMap(line -> line instanceof LogLine.Sample sample
                        ? Optional.of(sample.entry()).stream()
                        : Optional.<PerfRecord>empty().stream())
                .toList();
    }

    private List<LogLine> lines() throws IOException {
        List<LogLine> lines = new ArrayList<>();
        PerfLogReader.read(file(), lines::add);
        return lines;
    }
}
