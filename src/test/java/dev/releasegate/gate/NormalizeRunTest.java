package dev.releasegate.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.releasegate.report.ReportLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NormalizeRunTest {
    private static final String LINE =
            "{\"ts\":\"2026-11-23T16:44:10.000000Z\",\"sessionId\":\"s-1\",\"tool\":\"shop\","
                    + "\"step\":\"cart\",\"ms\":1,\"ok\":true}\n";

    private final List<ReportLine> console = new ArrayList<>();

    @TempDir
    private Path directory;

    @Test
    void a_log_that_is_whole_says_so() throws IOException {
        Path from = Files.writeString(directory.resolve("log.jsonl"), LINE);
        Path to = directory.resolve("out").resolve("normalized.jsonl");

        assertThat(NormalizeRun.run(from, to, console::add)).isEmpty();

        assertThat(to).hasContent(LINE);
        assertThat(console)
                .containsExactly(
                        ReportLine.info("1 records, 0 of them unknown, 0 lines rejected"),
                        ReportLine.info("normalized  " + to));
    }

    @Test
    void a_rejected_line_is_told_and_the_new_log_is_not_whole() throws IOException {
        Path from = Files.writeString(directory.resolve("log.jsonl"), LINE + "nonsense\n");
        Path to = directory.resolve("normalized.jsonl");

        assertThat(NormalizeRun.run(from, to, console::add))
                .contains("1 lines of log.jsonl are no perf records and are missing in normalized.jsonl;"
                        + " they are listed above");

        assertThat(to).hasContent(LINE);
        assertThat(console.get(0).level()).isEqualTo(ReportLine.Level.WARN);
        assertThat(console.get(0).text()).startsWith("log.jsonl:2: ");
        assertThat(console.get(1)).isEqualTo(ReportLine.info("1 records, 0 of them unknown, 1 lines rejected"));
    }

    @Test
    void a_log_is_never_replaced_by_what_is_made_of_it() throws IOException {
        Path from = Files.writeString(directory.resolve("log.jsonl"), LINE + "nonsense\n");

        assertRefused(from, from);
        assertRefused(from, directory.resolve("missing").resolve("..").resolve("log.jsonl"));
        assertRefused(from, Files.createSymbolicLink(directory.resolve("link.jsonl"), from));
        assertRefused(
                from,
                Files.createSymbolicLink(directory.resolve("same"), directory).resolve("log.jsonl"));
    }

    @Test
    void a_log_that_is_missing_is_told() {
        Path from = directory.resolve("log.jsonl");
        assertThatIOException()
                .isThrownBy(() -> NormalizeRun.run(from, directory.resolve("normalized.jsonl"), console::add))
                .withMessage("there is no perf log at " + from + "; name one with -Drelease-gate.samples=FILE");
    }

    private void assertRefused(Path from, Path to) throws IOException {
        assertThatIOException()
                .isThrownBy(() -> NormalizeRun.run(from, to, console::add))
                .withMessage("the normalized log must not replace the log it is made of: " + from);
        assertThat(from).hasContent(LINE + "nonsense\n");
    }
}
