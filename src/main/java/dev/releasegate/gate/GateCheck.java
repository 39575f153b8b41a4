package dev.releasegate.gate;

import dev.releasegate.budget.Budgets;
import dev.releasegate.record.PerfLogReader;
import dev.releasegate.record.WholeFile;
import dev.releasegate.report.ConsoleReport;
import dev.releasegate.report.FindingLine;
import dev.releasegate.report.JsonReport;
import dev.releasegate.report.Printable;
import dev.releasegate.report.ReportLine;
import dev.releasegate.summary.LogSummary;
import dev.releasegate.summary.StepFilter;
import dev.releasegate.summary.Summarizer;
import dev.releasegate.verdict.EvidenceFinding;
import dev.releasegate.verdict.EvidenceRules;
import dev.releasegate.verdict.Judge;
import dev.releasegate.verdict.Judgement;
import dev.releasegate.verdict.Rule;
import dev.releasegate.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges a measurement: reads the log, sums it up, holds it against the budgets, writes {@code verdict.json}.
 *
 * @param evidence what is judged
 * @param filter which of its steps
 * @param budgets what they are allowed
 * @param judging how it is judged
 * @param verdictFile where the verdict is written
 */
public record GateCheck(Evidence evidence, StepFilter filter, Budgets budgets, Judging judging, Path verdictFile) {
    /**
     * Judges.
     *
     * @throws IOException if the verdict cannot be written
     */
    public GateResult run() throws IOException {
        Files.createDirectories(verdictFile.toAbsolutePath().getParent());
        SessionCheck.Outcome session = SessionCheck.of(evidence);
        if (session instanceof SessionCheck.Unreadable unreadable) {
            return notJudged(unreadable.reason(), unreadable.lastOutput());
        }
        if (session instanceof SessionCheck.Useless useless) {
            return judged(nothing(), new Judgement(List.of(useless.finding())), List.of());
        }
        if (!Files.isRegularFile(evidence.samples())) {
            return notJudged(
                    "there is no perf log at " + evidence.samples() + ": nothing was measured, or not there.",
                    List.of());
        }
        return judge((SessionCheck.Usable) session);
    }

    /** Writes down that nothing was judged because the gate was switched off. */
    public static void skip(Path verdictFile, String reason) throws IOException {
        Files.createDirectories(verdictFile.toAbsolutePath().getParent());
        WholeFile.write(verdictFile, JsonReport.skipped(reason));
    }

    /** Replaces an older verdict, if there is one, because it must not stand for a build that judged nothing. */
    public static void refuse(Path verdictFile, String reason) throws IOException {
        if (Files.exists(verdictFile)) {
            WholeFile.write(verdictFile, JsonReport.couldNotJudge(reason));
        }
    }

    private GateResult judge(SessionCheck.Usable session) throws IOException {
        Summarizer summarizer = new Summarizer(filter);
        try {
            PerfLogReader.read(evidence.samples(), summarizer);
        } catch (IOException e) {
            return notJudged("the perf log " + evidence.samples() + " cannot be read: " + e, List.of());
        }
        LogSummary log = summarizer.summary();
        List<EvidenceFinding> faults = new ArrayList<>(session.findings());
        faults.addAll(EvidenceRules.faults(logName(), log, filter));
        session.wrote().ifPresent(wrote -> faults.addAll(ownFaults(log, wrote)));
        return judged(log, new Judge(rule()).judge(log, budgets, faults, judging.wagers()), session.lastOutput());
    }

    private List<EvidenceFinding> ownFaults(LogSummary log, SessionCheck.Wrote wrote) {
        return EvidenceRules.faults(logName(), log, wrote.sessionId(), wrote.records());
    }

    private GateResult judged(LogSummary log, Judgement judgement, List<String> lastOutput) throws IOException {
        WholeFile.write(
                verdictFile,
                JsonReport.verdict(samplesName(), filter.words(), budgets.source(), rule(), log, judgement));
        boolean goesOn = judging.goesOnIfTooClose() && judgement.onlyTooClose();
        List<ReportLine> lines = new ArrayList<>(ConsoleReport.lines(judged(log), log, judgement, goesOn));
        lines.addAll(output(lastOutput));
        lines.add(ReportLine.info("samples  " + evidence.samples()));
        lines.add(ReportLine.info("verdict  " + verdictFile));
        if (goesOn) {
            return new GateResult.TooClose(lines);
        }
        return judgement.verdict() == Verdict.PASS
                ? new GateResult.Passed(lines)
                : new GateResult.Stopped(lines, message(judgement));
    }

    private GateResult notJudged(String reason, List<String> lastOutput) throws IOException {
        WholeFile.write(verdictFile, JsonReport.couldNotJudge(reason));
        List<ReportLine> lines = new ArrayList<>();
        lines.add(ReportLine.error("Release gate INCONCLUSIVE: could not judge: " + Printable.of(reason)));
        lines.addAll(output(lastOutput));
        lines.add(ReportLine.info("verdict  " + verdictFile));
        return new GateResult.NotJudged(lines, Printable.of(reason));
    }

    private String judged(LogSummary log) {
        return log.samples() + " samples of " + log.sessionWords()
                + filter.step().map(step -> ", only step " + Printable.of(step)).orElse("") + ", budgets "
                + budgets.source() + ruleWords();
    }

    /** What differs from the usual, because it weakens the verdict. */
    private String ruleWords() {
        if (rule() instanceof Rule.Plain plain) {
            return ", rule " + plain.name();
        }
        return rule() instanceof Rule.Sequential sequential
                        && sequential.numbers().minElapsedMs() == 0
                ? ", quick: no minimum duration"
                : "";
    }

    private Rule rule() {
        return judging.of(evidence).rule();
    }

    private String message(Judgement judgement) {
        long others = ConsoleReport.shown(judgement).stream()
                        .filter(finding -> finding.verdict() != Verdict.PASS)
                        .count()
                - 1;
        return FindingLine.of(judgement.findings().get(0)) + "\nRelease gate " + judgement.verdict()
                + (others == 0 ? "" : "; " + others + " more finding(s) above") + "; all of it in " + verdictFile;
    }

    /** Samples of our own are named as the others in their folder are; a log that was given, by its path. */
    private String samplesName() {
        return evidence instanceof Evidence.GivenLog given ? given.samples().toString() : logName();
    }

    private String logName() {
        return String.valueOf(evidence.samples().getFileName());
    }

    private static LogSummary nothing() {
        return new Summarizer(StepFilter.ALL).summary();
    }

    private static List<ReportLine> output(List<String> lastLines) {
        List<ReportLine> lines = new ArrayList<>();
        if (!lastLines.isEmpty()) {
            lines.add(ReportLine.error("The last lines that the service wrote:"));
            lastLines.forEach(line -> lines.add(ReportLine.error("  | " + Printable.of(line))));
        }
        return lines;
    }
}
