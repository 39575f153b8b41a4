package dev.releasegate.gate;

import dev.releasegate.record.PerfLogReader;
import dev.releasegate.record.WholeFile;
import dev.releasegate.report.JsonReport;
import dev.releasegate.report.ReportLine;
import dev.releasegate.report.SummaryTable;
import dev.releasegate.summary.LogSummary;
import dev.releasegate.summary.StepFilter;
import dev.releasegate.summary.Summarizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Sums up a log without judging it: a table for people, and JSON. */
public final class SummaryRun {
    private SummaryRun() {}

    /**
     * Sums up the log.
     *
     * @return the table
     * @throws IOException if the log is missing or cannot be read, or the summary not be written
     */
    public static List<ReportLine> run(Path samples, StepFilter filter, Path summaryFile) throws IOException {
        RunFolder.requireLog(samples);
        Summarizer summarizer = new Summarizer(filter);
        PerfLogReader.read(samples, summarizer);
        LogSummary log = summarizer.summary();
        String name = String.valueOf(samples.getFileName());
        Files.createDirectories(summaryFile.toAbsolutePath().getParent());
        WholeFile.write(summaryFile, JsonReport.summary(name, log));
        List<ReportLine> lines = new ArrayList<>(SummaryTable.lines(name, log));
        lines.add(ReportLine.info("summary  " + summaryFile));
        return lines;
    }

    /** Writes down that nothing was summed up because the gate was switched off. */
    public static void skip(Path summaryFile, String reason) throws IOException {
        Files.createDirectories(summaryFile.toAbsolutePath().getParent());
        WholeFile.write(summaryFile, JsonReport.skipped(reason));
    }
}
