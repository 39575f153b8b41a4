package dev.releasegate.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerfLogWriterTest {
    private static final Instant TS = Instant.parse("2026-11-23T16:44:10.000123Z");
    private static final Step RESOLVE = new Step("registry", "resolve");

    @TempDir
    private Path folder;

    @Test
    void a_record_is_one_line_of_json() throws IOException {
        assertThat(Files.readString(written(
                        new PerfRecord(TS, "s1", RESOLVE, 12.345678, Outcome.SUCCESS),
                        new PerfRecord(TS, "s1", RESOLVE, 300, new Outcome.Failure(ErrorReason.ofStatus(404))),
                        new PerfRecord(TS, "s1", RESOLVE, 0, Outcome.UNKNOWN))))
                .isEqualTo("""
                        {"ts":"2026-11-23T16:44:10.000123Z","sessionId":"s1","tool":"registry","step":"resolve","ms":12.345678,"ok":true}
                        {"ts":"2026-11-23T16:44:10.000123Z","sessionId":"s1","tool":"registry","step":"resolve","ms":300,"ok":false,"errorReason":"not_found"}
                        {"ts":"2026-11-23T16:44:10.000123Z","sessionId":"s1","tool":"registry","step":"resolve","ms":0}
                        """);
    }

    @Test
    void any_name_stays_on_its_line_and_comes_back() throws IOException {
        PerfRecord entry = new PerfRecord(
                TS, "s\n1 \u0000 \ud83d\ude00 \ud800", new Step("re\"gistry", "r\u2028é\r\\"), 1, Outcome.SUCCESS);
        Path log = written(entry);
        assertThat(Files.readString(log).lines()).hasSize(1);
        assertThat(read(log)).containsExactly(entry);
    }

    /** Any latency that can be measured, and many that cannot, comes back bit by bit. */
    @Test
    void what_is_written_is_read_back_exactly() throws IOException {
        Random random = new Random(20261123);
        List<PerfRecord> entries = new ArrayList<>();
        for (double ms :
                new double[] {0, Double.MIN_VALUE, Double.MIN_NORMAL, 0.1, 4.79, 1e16, 1e22, Double.MAX_VALUE}) {
            entries.add(entry(random, ms));
        }
        while (entries.size() < 2000) {
            double anyBits = Double.longBitsToDouble(random.nextLong() & Long.MAX_VALUE);
            double ms = random.nextBoolean() ? random.nextDouble() * 1000 : anyBits;
            if (Double.isFinite(ms)) {
                entries.add(entry(random, ms));
            }
        }
        assertThat(read(written(entries.toArray(PerfRecord[]::new)))).containsExactlyElementsOf(entries);
    }

    @Test
    void the_parts_of_a_latency_stand_beside_it() throws IOException {
        OptionalDouble none = OptionalDouble.empty();
        Timing timing = new Timing(
                1000.5, 0, 0.25, OptionalDouble.of(1.5), none, OptionalDouble.of(2), OptionalDouble.of(0.125));
        Circumstances known = new Circumstances(Phase.WARM_UP, Optional.of(timing), Optional.of(new Control.Took(0.5)));
        assertThat(Files.readString(written(new PerfRecord(TS, "s1", RESOLVE, 4, Outcome.SUCCESS, known))))
                .endsWith(
                        ",\"ms\":4,\"ok\":true,\"phase\":\"warmup\",\"dueMs\":1000.5,\"lagMs\":0.25,\"connectMs\":1.5,"
                                + "\"firstByteMs\":2,\"bodyMs\":0.125,\"controlMs\":0.5}\n");
    }

    @Test
    void every_write_is_in_the_file_before_the_next_one() throws IOException {
        Path log = folder.resolve("perf.jsonl");
        try (PerfLogWriter writer = PerfLogWriter.create(log)) {
            for (int lines = 1; lines <= 3; lines++) {
                writer.write(new PerfRecord(TS, "s1", RESOLVE, lines, Outcome.SUCCESS));
                assertThat(Files.readString(log)).endsWith("}\n").hasLineCount(lines);
                assertThat(writer.records()).isEqualTo(lines);
            }
        }
    }

    @Test
    void several_threads_never_tear_each_others_lines() throws Exception {
        Path log = folder.resolve("perf.jsonl");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (PerfLogWriter writer = PerfLogWriter.create(log)) {
            List<Future<?>> tasks = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                String session = "s" + thread;
                tasks.add(threads.submit(() -> {
                    for (int i = 0; i < 250; i++) {
                        writer.write(new PerfRecord(TS, session, RESOLVE, i, Outcome.SUCCESS));
                    }
                    return session;
                }));
            }
            waitFor(tasks);
            assertThat(writer.records()).isEqualTo(1000);
        } finally {
            threads.shutdownNow();
        }
        assertThat(read(log)).hasSize(1000);
    }

    @Test
    void an_existing_file_is_refused_and_left_as_it_is() throws IOException {
        Path log = Files.writeString(folder.resolve("perf.jsonl"), "evidence of another run\n");
        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> PerfLogWriter.create(log).close())
                .withMessage(log.toString());
        assertThat(log).hasContent("evidence of another run\n");
    }

    @Test
    void a_symbolic_link_in_its_place_is_not_followed() throws IOException {
        Path elsewhere = folder.resolve("elsewhere");
        Path link = Files.createSymbolicLink(folder.resolve("perf.jsonl"), elsewhere);
        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> PerfLogWriter.create(link).close())
                .withMessage(link.toString());
        assertThat(elsewhere).doesNotExist();
    }

    @Test
    void the_name_of_a_request_stands_beside_it_and_comes_back() throws IOException {
        Circumstances known = new Circumstances(
                Phase.MEASURED, Optional.empty(), Optional.empty(), Optional.of(new RequestId("a/1")));
        PerfRecord entry = new PerfRecord(TS, "s1", RESOLVE, 4, Outcome.SUCCESS, known);
        Path log = written(entry);
        assertThat(Files.readString(log)).endsWith(",\"ms\":4,\"ok\":true,\"requestId\":\"a/1\"}\n");
        assertThat(read(log)).containsExactly(entry);
        assertThat(entry.with(Control.FAILED).circumstances().requestId()).contains(new RequestId("a/1"));
    }

    @Test
    void what_an_answer_proved_stands_beside_it_and_comes_back() throws IOException {
        Circumstances known = new Circumstances(
                Phase.MEASURED,
                Optional.empty(),
                Optional.empty(),
                Optional.of(new RequestId("a/1")),
                Optional.of("00Ff"));
        PerfRecord entry = new PerfRecord(TS, "s1", RESOLVE, 4, Outcome.SUCCESS, known);
        Path log = written(entry);
        assertThat(Files.readString(log)).endsWith(",\"ok\":true,\"requestId\":\"a/1\",\"proof\":\"00Ff\"}\n");
        assertThat(read(log)).containsExactly(entry);
        assertThat(entry.with(Control.FAILED).circumstances().proof()).contains("00Ff");
    }

    @Test
    void a_log_is_gone_on_with_record_by_record_or_many_at_once() throws IOException {
        PerfRecord first = new PerfRecord(TS, "s1", RESOLVE, 1, Outcome.SUCCESS);
        PerfRecord second = new PerfRecord(TS, "s1", RESOLVE, 2, Outcome.SUCCESS);
        PerfRecord third = new PerfRecord(TS, "s2", RESOLVE, 3, Outcome.SUCCESS);
        Path log = folder.resolve("perf.jsonl");
        try (PerfLogWriter writer = PerfLogWriter.append(log)) {
            writer.write(List.of(first, second));
            assertThat(writer.records()).isEqualTo(2);
        }
        try (PerfLogWriter writer = PerfLogWriter.append(log)) {
            writer.write(List.of());
            writer.write(third);
            assertThat(writer.records()).isEqualTo(1);
        }
        assertThat(read(log)).containsExactly(first, second, third);
    }

    @Test
    void what_is_missing_is_marked_by_a_line_that_is_no_record() throws IOException {
        Path log = folder.resolve("perf.jsonl");
        try (PerfLogWriter writer = PerfLogWriter.append(log)) {
            writer.writeGap(17);
        }
        assertThat(Files.readString(log)).isEqualTo("{\"missing\":17}\n");
    }

    private Path written(PerfRecord... entries) throws IOException {
        Path log = folder.resolve("perf.jsonl");
        try (PerfLogWriter writer = PerfLogWriter.create(log)) {
            for (PerfRecord entry : entries) {
                writer.write(entry);
            }
        }
        return log;
    }

    private static PerfRecord entry(Random random, double ms) {
        Instant ts = Instant.EPOCH.plus(random.nextLong(4_000_000_000_000_000L), ChronoUnit.MICROS);
        Outcome outcome = switch (random.nextInt(3)) {
            case 0 -> Outcome.SUCCESS;
            case 1 -> new Outcome.Failure(ErrorReason.ofStatus(400 + random.nextInt(200)));
            default -> Outcome.UNKNOWN;
        };
        return new PerfRecord(
                ts, "s" + random.nextInt(9), new Step("t" + random.nextInt(9), "step"), ms, outcome, known(random));
    }

    private static Circumstances known(Random random) {
        Optional<Timing> timing = random.nextBoolean()
                ? Optional.empty()
                : Optional.of(new Timing(
                        random.nextDouble() * 9999,
                        random.nextInt(2),
                        random.nextDouble(),
                        maybe(random),
                        maybe(random),
                        maybe(random),
                        maybe(random)));
        Optional<Control> control = switch (random.nextInt(3)) {
            case 0 -> Optional.of(new Control.Took(random.nextDouble()));
            case 1 -> Optional.of(Control.FAILED);
            default -> Optional.empty();
        };
        return new Circumstances(random.nextBoolean() ? Phase.WARM_UP : Phase.MEASURED, timing, control);
    }

    private static OptionalDouble maybe(Random random) {
        return random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(random.nextDouble() * 99);
    }

    private static List<PerfRecord> read(Path log) throws IOException {
        List<PerfRecord> entries = new ArrayList<>();
        PerfLogReader.read(log, line -> entries.add(((LogLine.Sample) line).entry()));
        return entries;
    }

    private static void waitFor(List<Future<?>> tasks) throws InterruptedException, ExecutionException {
        for (Future<?> task : tasks) {
            task.get();
        }
    }
}
