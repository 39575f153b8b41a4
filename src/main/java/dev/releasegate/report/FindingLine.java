package dev.releasegate.report;

import dev.releasegate.budget.Metric;
import dev.releasegate.record.ErrorReason;
import dev.releasegate.summary.Counts;
import dev.releasegate.summary.StepSummary;
import dev.releasegate.verdict.BudgetFinding;
import dev.releasegate.verdict.EvidenceFinding;
import dev.releasegate.verdict.Finding;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The sentence for one finding, always in one order: step, metric, measured, limit, difference, counts. For example
 *
 * <pre>resolve  p95 312.4 ms &gt; 300 ms (+12.4 ms, +4.1%)  n=60 ok=60 err=0 unknown=0</pre>
 *
 * and after it what it was decided on, if that is a wager.
 */
public final class FindingLine {
    private FindingLine() {}

    public static String of(Finding finding) {
        return of(finding, "");
    }

    /**
     * The sentence with the step filled up with blanks, so that the lines of a report stand in columns.
     *
     * @param pad what follows the step
     */
    static String of(Finding finding, String pad) {
        if (finding instanceof EvidenceFinding evidence) {
            return Printable.of(evidence.sentence());
        }
        BudgetFinding limit = (BudgetFinding) finding;
        return name(limit) + pad + "  " + comparison(limit) + "  "
                + counts(limit.samples().counts()) + WeightWords.of(limit);
    }

    /** The step as people know it. */
    static String name(BudgetFinding finding) {
        return Printable.of(finding.samples().step().name());
    }

    static String counts(Counts counts) {
        return "n=" + counts.all() + " ok=" + counts.success() + " err=" + counts.error() + " unknown="
                + counts.unknown();
    }

    private static String comparison(BudgetFinding finding) {
        Metric metric = finding.limit().metric();
        if (finding.result() instanceof BudgetFinding.TooFewSamples few) {
            return metric.label() + ": " + tooFew(finding, few);
        }
        if (finding.result() instanceof BudgetFinding.Undecided undecided) {
            return metric.label() + " " + UndecidedWords.of(finding, undecided);
        }
        return metric.label() + " " + (metric.unit() == Metric.Unit.SHARE ? share(finding) : latency(finding));
    }

    private static String latency(BudgetFinding finding) {
        double most = finding.limit().most();
        if (finding.result() instanceof BudgetFinding.Exceeded exceeded) {
            return above(finding, exceeded.measured());
        }
        return Numbers.within(((BudgetFinding.Within) finding.result()).measured(), most);
    }

    private static String share(BudgetFinding finding) {
        double most = finding.limit().most();
        if (finding.result() instanceof BudgetFinding.Exceeded exceeded) {
            return Numbers.shares(exceeded.measured(), ">", most) + " (" + which(finding) + ")";
        }
        return Numbers.shares(((BudgetFinding.Within) finding.result()).measured(), "<=", most);
    }

    private static String which(BudgetFinding finding) {
        Counts counts = finding.samples().counts();
        return finding.limit().metric() == Metric.ERROR_RATE
                ? failed(finding)
                : counts.unknown() + " of " + counts.all() + " without \"ok\": true or false";
    }

    private static String reasons(StepSummary samples) {
        return samples.reasons().entrySet().stream()
                .sorted(Map.Entry.<ErrorReason, Long>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(reason -> reason.getValue() + " " + reason.getKey())
                .collect(Collectors.joining(", "));
    }

    private static String tooFew(BudgetFinding finding, BudgetFinding.TooFewSamples few) {
        Counts counts = finding.samples().counts();
        if (counts.all() == 0) {
            return "no samples, but a verdict needs " + few.needed();
        }
        if (counts.known() >= few.needed()) {
            return "no success among " + counts.known() + " samples, so there is nothing to judge";
        }
        return counts.known() + " of the " + few.needed() + " samples that a verdict needs" + soFar(finding, few);
    }

    private static String soFar(BudgetFinding finding, BudgetFinding.TooFewSamples few) {
        if (few.soFar().isEmpty() || finding.limit().metric().unit() == Metric.Unit.SHARE) {
            return "";
        }
        double measured = few.soFar().getAsDouble();
        double most = finding.limit().most();
        return "; so far " + (measured > most ? above(finding, measured) : Numbers.within(measured, most));
    }

    /** A percentile may be a failed request, which has a latency but is no answer. */
    private static String above(BudgetFinding finding, double measured) {
        double most = finding.limit().most();
        return Double.isFinite(measured)
                ? Numbers.above(measured, most)
                : "a failed request > " + Numbers.limitMs(most) + " (" + failed(finding) + ")";
    }

    private static String failed(BudgetFinding finding) {
        Counts counts = finding.samples().counts();
        return counts.error() + " of " + counts.known() + " failed: " + reasons(finding.samples());
    }
}
