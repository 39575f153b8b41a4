package dev.releasegate.gate;

import dev.releasegate.budget.Budgets;
import dev.releasegate.dsse.SigningKey;
import dev.releasegate.evidence.GitState;
import dev.releasegate.record.Decimal;
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
import dev.releasegate.verdict.SequentialRule;
import dev.releasegate.verdict.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges a measurement: reads the log, sums it up, holds it against the budgets, writes {@code verdict.json}.
 *
 * @param evidence what is judged
 * @param filter which of its steps
 * @param goesOnIfTooClose whether the build goes on where nothing is open but what is too close to call
 * @param verdictFile where the verdict is written
 * @param key signs the statement of the verdict, if there is one
 */
public record GateCheck(
        Evidence evidence, StepFilter filter, boolean goesOnIfTooClose, Path verdictFile, Optional<SigningKey> key) {
    /**
     * Judges.
     *
     * @throws IOException if the verdict cannot be written
     */
    public GateResult run() throws IOException {
        Files.createDirectories(verdictFile.toAbsolutePath().getParent());
        if (evidence instanceof Evidence.OwnSession own) {
            return judge(own);
        }
        Evidence.GivenLog given = (Evidence.GivenLog) evidence;
        return isThere(given.samples()) ? judge(given) : notJudged(noLog(), List.of());
    }

    /** Writes down that nothing was judged because the gate was switched off. */
    public static void skip(Path verdictFile, String reason) throws IOException {
        Files.createDirectories(verdictFile.toAbsolutePath().getParent());
        statementOf(verdictFile).clear();
        WholeFile.write(verdictFile, JsonReport.skipped(reason));
    }

    /** Replaces an older verdict, if there is one, because it must not stand for a build that judged nothing. */
    public static void refuse(Path verdictFile, String reason) throws IOException {
        if (Files.exists(verdictFile)) {
            statementOf(verdictFile).clear();
            WholeFile.write(verdictFile, JsonReport.couldNotJudge(reason));
        }
    }

    /** A statement must not outlive its verdict. */
    private static Attestation statementOf(Path verdictFile) {
        return new Attestation(new RunFolder(verdictFile.toAbsolutePath().resolveSibling("")));
    }

    private GateResult judge(Evidence.OwnSession own) throws IOException {
        Attestation attestation = new Attestation(own.folder());
        attestation.clear();
        SessionCheck.Outcome session = SessionCheck.of(own);
        if (session instanceof SessionCheck.Unreadable unreadable) {
            return notJudged(unreadable.reason(), unreadable.lastOutput());
        }
        if (session instanceof SessionCheck.Useless useless) {
            return useless(useless.finding());
        }
        SessionCheck.Usable usable = (SessionCheck.Usable) session;
        if (!isThere(own.samples())) {
            return notJudged(noLog(), List.of());
        }
        try {
            BundleJudge.Outcome outcome = BundleJudge.of(own.folder(), usable.session(), filter, own.observed())
                    .judge();
            WholeFile.write(verdictFile, outcome.verdict().getBytes(StandardCharsets.UTF_8));
            String digest = attestation.write(outcome, goesOnIfTooClose, key);
            return judged(outcome.report().with(statement(outcome, digest)), usable.lastOutput());
        } catch (IllegalArgumentException e) {
            return notJudged("the session record cannot be right: " + e.getMessage(), List.of());
        } catch (IOException e) {
            return notJudged(
                    "the evidence in " + own.folder().directory() + " cannot be read: " + e.getMessage(), List.of());
        }
    }

    private GateResult judge(Evidence.GivenLog given) throws IOException {
        Summarizer summarizer = new Summarizer(filter);
        try {
            PerfLogReader.read(given.samples(), summarizer);
        } catch (IOException e) {
            return notJudged("the perf log " + given.samples() + " cannot be read: " + e, List.of());
        }
        LogSummary log = summarizer.summary();
        List<EvidenceFinding> faults =
                EvidenceRules.faults(String.valueOf(given.samples().getFileName()), log, filter);
        Judgement judgement = new Judge(given.rule()).judge(log, given.budgets(), faults, given.wagers());
        JsonReport.Judged judged = new JsonReport.Judged(
                given.samples().toString(), filter.words(), given.budgets().source(), given.rule(), Optional.empty());
        WholeFile.write(verdictFile, JsonReport.verdict(judged, log, judgement));
        return judged(new Report(log, judgement, by(given.budgets(), given.rule()), List.of()), List.of());
    }

    /**
     * What is told of a judgement.
     *
     * @param by what it was judged by, for people
     * @param more lines that stand under the findings
     */
    record Report(LogSummary log, Judgement judgement, String by, List<ReportLine> more) {
        Report with(ReportLine last) {
            List<ReportLine> all = new ArrayList<>(more);
            all.add(last);
            return new Report(log, judgement, by, all);
        }
    }

    /** A digest on the console is an anchor outside the folder: nobody can change the bundle afterwards without it being seen. */
    private ReportLine statement(BundleJudge.Outcome outcome, String digest) {
        String source = outcome.session().origin().source() instanceof GitState.Known git
                ? ", commit " + git.commit() + (git.dirty() ? " with other files" : "")
                : ", commit not known";
        return ReportLine.info(
                "evidence sha256:" + digest + " (statement.json" + (key.isPresent() ? ", signed" : "") + ")" + source);
    }

    private GateResult useless(EvidenceFinding finding) throws IOException {
        LogSummary nothing = new Summarizer(StepFilter.ALL).summary();
        Judgement judgement = new Judgement(List.of(finding));
        WholeFile.write(verdictFile, JsonReport.useless(finding));
        return judged(new Report(nothing, judgement, "not looked at", List.of()), List.of());
    }

    private GateResult judged(Report report, List<String> lastOutput) {
        Judgement judgement = report.judgement();
        boolean goesOn = goesOnIfTooClose && judgement.onlyTooClose();
        List<ReportLine> lines = new ArrayList<>(ConsoleReport.lines(words(report), report.log(), judgement, goesOn));
        lines.addAll(report.more());
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

    private String words(Report report) {
        return report.log().samples() + " samples of " + report.log().sessionWords()
                + filter.step().map(step -> ", only step " + Printable.of(step)).orElse("") + ", " + report.by();
    }

    /** What a judgement was made by, in words: the budgets, and of the rule what differs from the usual and weakens it. */
    static String by(Budgets budgets, Rule rule) {
        if (rule instanceof Rule.Plain plain) {
            return "budgets " + budgets.source() + ", rule " + plain.name();
        }
        List<String> words = new ArrayList<>(List.of("budgets " + budgets.source()));
        if (rule instanceof Rule.Sequential sequential) {
            words.addAll(weaker(sequential.numbers()));
        }
        return String.join(", ", words);
    }

    private static List<String> weaker(SequentialRule numbers) {
        List<String> words = new ArrayList<>();
        if (numbers.minElapsedMs() == 0) {
            words.add("quick: no minimum duration");
        } else if (numbers.minElapsedMs() < SequentialRule.DEFAULT.minElapsedMs()) {
            words.add("minDuration "
                    + Decimal.of(numbers.minElapsedMs()).stripTrailingZeros().toPlainString() + " ms");
        }
        if (numbers.alpha() > SequentialRule.DEFAULT.alpha()) {
            words.add("alpha " + Decimal.of(numbers.alpha()).toPlainString());
        }
        if (numbers.minSamples() < SequentialRule.DEFAULT.minSamples()) {
            words.add("minSamples " + numbers.minSamples());
        }
        return words;
    }

    private String message(Judgement judgement) {
        long others = ConsoleReport.shown(judgement).stream()
                        .filter(finding -> finding.verdict() != Verdict.PASS)
                        .count()
                - 1;
        return FindingLine.of(judgement.findings().get(0)) + "\nRelease gate " + judgement.verdict()
                + (others == 0 ? "" : "; " + others + " more finding(s) above") + "; all of it in " + verdictFile;
    }

    private static boolean isThere(Path log) {
        return Files.isRegularFile(log);
    }

    private String noLog() {
        return "there is no perf log at " + evidence.samples() + ": nothing was measured, or not there.";
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
