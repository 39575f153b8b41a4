package dev.releasegate.report;

import dev.releasegate.summary.Latencies;
import dev.releasegate.summary.LogSummary;
import dev.releasegate.summary.Percentile;
import dev.releasegate.summary.StepSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The summary of a log as a table for the console. */
public final class SummaryTable {
    private static final List<String> HEAD =
            List.of("tool", "step", "n", "ok", "err", "unknown", "min", "mean", "p5", "p50", "p95", "p99", "max");

    private SummaryTable() {}

    public static List<ReportLine> lines(String name, LogSummary log) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        log.steps().forEach(step -> rows.add(row(step)));
        List<ReportLine> lines = new ArrayList<>();
        lines.add(ReportLine.info(Printable.of(name) + ": " + log.records() + " samples of " + log.sessionWords()
                + "; latencies of successes in ms, percentiles by nearest rank"));
        rows.forEach(row -> lines.add(ReportLine.info(aligned(row, rows))));
        log.firstRejected()
                .forEach(line -> lines.add(ReportLine.warn(
                        Printable.of(name + ":" + line.number() + ": not a perf record: " + line.why()))));
        if (log.rejected() > log.firstRejected().size()) {
            lines.add(ReportLine.warn("… and "
                    + (log.rejected() - log.firstRejected().size()) + " more lines that are not perf records"));
        }
        log.torn()
                .ifPresent(line -> lines.add(ReportLine.warn(
                        Printable.of(name + ":" + line.number() + ": the last line is torn: " + line.why()))));
        return lines;
    }

    private static List<String> row(StepSummary step) {
        return Stream.concat(
                        Stream.of(
                                Printable.of(step.step().tool()),
                                Printable.of(step.step().name()),
                                String.valueOf(step.counts().all()),
                                String.valueOf(step.counts().success()),
                                String.valueOf(step.counts().error()),
                                String.valueOf(step.counts().unknown())),
                        latencies(step.latencies()))
                .toList();
    }

    private static Stream<String> latencies(Latencies latencies) {
        if (latencies.isEmpty()) {
            return Stream.of("-", "-", "-", "-", "-", "-", "-");
        }
        return Stream.of(
                        latencies.min(),
                        latencies.mean(),
                        latencies.at(new Percentile(5)),
                        latencies.at(new Percentile(50)),
                        latencies.at(new Percentile(95)),
                        latencies.at(new Percentile(99)),
                        latencies.max())
                .map(ms -> Numbers.ms(ms).replace(" ms", ""));
    }

    private static String aligned(List<String> row, List<List<String>> rows) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            int index = column;
            int width = rows.stream()
                    .mapToInt(other -> other.get(index).length())
                    .max()
                    .orElse(0);
            String blanks = " ".repeat(width - row.get(column).length());
            line.append(column == 0 ? "" : "  ")
                    .append(column < 2 ? row.get(column) + blanks : blanks + row.get(column));
        }
        return line.toString().stripTrailing();
    }
}
