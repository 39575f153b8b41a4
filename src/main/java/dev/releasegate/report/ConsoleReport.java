package dev.releasegate.report;

import dev.releasegate.budget.Metric;
import dev.releasegate.summary.LogSummary;
import dev.releasegate.summary.MachineSummary;
import dev.releasegate.summary.Percentile;
import dev.releasegate.summary.StepSummary;
import dev.releasegate.verdict.BudgetFinding;
import dev.releasegate.verdict.Finding;
import dev.releasegate.verdict.Judgement;
import dev.releasegate.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The judgement on one screen: the verdict, every finding that is not a pass, the headroom of what passed. */
public final class ConsoleReport {
    private static final Percentile P50 = new Percentile(50);
    private static final Percentile P95 = new Percentile(95);
    private static final Percentile P99 = new Percentile(99);

    private ConsoleReport() {}

    /**
     * The lines of the report, the worst first.
     *
     * @param judged what was judged, for people, such as {@code registry, 250 samples, budgets built-in}
     * @param goesOn whether the build goes on where nothing is open but what is too close to call
     */
    public static List<ReportLine> lines(String judged, LogSummary log, Judgement judgement, boolean goesOn) {
        List<Finding> shown = shown(judgement);
        int width = shown.stream().mapToInt(ConsoleReport::nameWidth).max().orElse(0);
        boolean warn = goesOn && judgement.onlyTooClose();
        List<ReportLine> lines = new ArrayList<>();
        lines.add(new ReportLine(level(judgement.verdict(), warn), headline(judged, judgement, shown)));
        for (Finding finding : shown) {
            String pad = " ".repeat(Math.max(0, width - nameWidth(finding)));
            lines.add(new ReportLine(
                    level(finding.verdict(), warn), label(finding.verdict()) + "  " + FindingLine.of(finding, pad)));
        }
        log.steps().stream()
                .filter(step -> shown.stream().noneMatch(finding -> isAbout(finding, step)))
                .forEach(step -> lines.add(ReportLine.info(
                        "no limit      " + Printable.of(step.step().name()) + "  " + FindingLine.counts(step.counts())
                                + "; its latencies are not judged")));
        machine(log.machine()).ifPresent(words -> lines.add(ReportLine.info(words)));
        return lines;
    }

    /** What the machine did meanwhile, as far as the samples show it. */
    private static Optional<String> machine(MachineSummary machine) {
        if (machine.lags().isEmpty()) {
            return Optional.empty();
        }
        String control = machine.controls().isEmpty()
                ? ""
                : "control p50 " + Numbers.ms(machine.controls().at(P50)) + ", p95 "
                        + Numbers.ms(machine.controls().at(P95)) + "; ";
        return Optional.of("machine       " + control + "sender late p50 "
                + Numbers.ms(machine.lags().at(P50)) + ", p99 "
                + Numbers.ms(machine.lags().at(P99))
                + (machine.waited() == 0
                        ? ""
                        : "; " + machine.waited() + " of " + machine.lags().size()
                                + " requests waited for a worker, which is in their latency"));
    }

    /** The findings that are worth a line, the worst first. */
    public static List<Finding> shown(Judgement judgement) {
        return judgement.findings().stream()
                .filter(finding -> isShown(finding, judgement))
                .toList();
    }

    private static String headline(String judged, Judgement judgement, List<Finding> shown) {
        long broken = count(shown, Verdict.FAIL);
        long open = count(shown, Verdict.INCONCLUSIVE);
        String why = switch (judgement.verdict()) {
            case PASS -> "every limit holds";
            case FAIL -> broken + " broken" + (open > 0 ? ", " + open + " undecided" : "");
            case INCONCLUSIVE ->
                (judgement.onlyTooClose() ? "too close to call: " : "") + open + " undecided, none broken";
        };
        return "Release gate " + judgement.verdict() + ": " + why + " (" + judged + ")";
    }

    private static long count(List<Finding> findings, Verdict verdict) {
        return findings.stream().filter(finding -> finding.verdict() == verdict).count();
    }

    /** Errors and unknowns stand in the counts of every line; where none is allowed and none was, that is enough. */
    private static boolean isShown(Finding finding, Judgement judgement) {
        return finding.verdict() == Verdict.FAIL
                || !isAboutShare(finding)
                || ((BudgetFinding) finding).limit().most() > 0
                || judgement.findings().stream()
                        .noneMatch(
                                other -> !isAboutShare(other) && isAbout(other, ((BudgetFinding) finding).samples()));
    }

    private static boolean isAboutShare(Finding finding) {
        return finding instanceof BudgetFinding limit && limit.limit().metric().unit() == Metric.Unit.SHARE;
    }

    private static boolean isAbout(Finding finding, StepSummary step) {
        return finding instanceof BudgetFinding limit && limit.samples().step().equals(step.step());
    }

    private static int nameWidth(Finding finding) {
        return finding instanceof BudgetFinding limit ? FindingLine.name(limit).length() : 0;
    }

    private static String label(Verdict verdict) {
        return verdict
                + " "
                        .repeat(Verdict.INCONCLUSIVE.name().length()
                                - verdict.name().length());
    }

    private static ReportLine.Level level(Verdict verdict, boolean warn) {
        return verdict == Verdict.PASS ? ReportLine.Level.INFO : warn ? ReportLine.Level.WARN : ReportLine.Level.ERROR;
    }
}
