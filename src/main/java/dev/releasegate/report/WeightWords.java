package dev.releasegate.report;

import dev.releasegate.verdict.Bounds;
import dev.releasegate.verdict.BudgetFinding;
import dev.releasegate.verdict.Claim;
import dev.releasegate.verdict.Failing;
import dev.releasegate.verdict.Mean;
import dev.releasegate.verdict.Slower;
import dev.releasegate.verdict.Verdict;
import dev.releasegate.verdict.Weight;
import java.util.Optional;

/**
 * What a finding was decided on in words, such as
 *
 * <pre>60 of 60 slow (100%, allowed 5%)  interval 290.1 to 312.4 ms  evidence 223:1  clumping x1.3  73 s</pre>
 */
final class WeightWords {
    /** A stall that recurs is seen with 99 % in a window of 4.6 times its recurrence, because exp(−4.6) is 1 %. */
    private static final double WINDOWS = 4.6;

    private WeightWords() {}

    /** The words, each group after two blanks; none if nothing was wagered. */
    static String of(BudgetFinding finding) {
        return weight(finding).map(weight -> words(finding, weight)).orElse("");
    }

    /** The bad samples of a claim, such as {@code slow}. */
    static String bad(Claim claim) {
        return claim instanceof Slower ? "slow" : claim instanceof Failing ? "failed" : "unknown";
    }

    /** Between what the evidence leaves it, such as {@code interval 188 to 206 ms}. */
    static String interval(Weight weight) {
        Bounds bounds = weight.bounds();
        boolean bounded = weight.claim().isAboutLatency() ? Double.isFinite(bounds.upper()) : bounds.upper() < 1;
        if (bounds.lower() == Double.POSITIVE_INFINITY) {
            return "interval above every answer";
        }
        if (bounds.lower() <= 0 || bounds.upper() <= weight.claim().most()) {
            return bounded ? "interval up to " + number(weight, bounds.upper()) : "no interval yet";
        }
        return "interval "
                + (bounded
                        ? number(weight, bounds.lower()).replaceFirst("( ms|%)$", "") + " to "
                                + number(weight, bounds.upper())
                        : "from " + number(weight, bounds.lower()));
    }

    private static String words(BudgetFinding finding, Weight weight) {
        boolean open = finding.verdict() == Verdict.INCONCLUSIVE;
        return count(finding, weight)
                + doubt(weight)
                + (open ? "" : "  " + interval(weight))
                + "  evidence " + evidence(finding, weight)
                + clumping(finding, weight)
                + duration(finding, weight)
                + (finding.verdict() == Verdict.FAIL ? "  confirmed by the newest " + weight.newest() : "");
    }

    private static String count(BudgetFinding finding, Weight weight) {
        Claim claim = weight.claim();
        if (claim instanceof Mean mean) {
            return weight.failed() == 0
                    ? ""
                    : "  " + weight.failed() + " failed counted as " + Numbers.limitMs(mean.capMs()) + " each";
        }
        int bad = (int) (finding.verdict() == Verdict.PASS ? weight.badToPass() : weight.badToFail());
        String share = bad == 0 ? "" : Numbers.percent((double) bad / weight.samples(), claim.allowed()) + ", ";
        return "  " + bad + " of " + weight.samples() + " " + bad(claim) + " (" + share + "allowed "
                + Numbers.limitPercent(claim.allowed()) + ")";
    }

    private static String doubt(Weight weight) {
        int doubtful = (int) Math.round(weight.badToPass() - weight.badToFail());
        return doubtful == 0 || weight.claim() instanceof Mean ? "" : "  " + doubtful + " in doubt";
    }

    private static String evidence(BudgetFinding finding, Weight weight) {
        String toPass = Numbers.odds(weight.proof().logPass());
        String toFail = Numbers.odds(weight.proof().logFail());
        return switch (finding.verdict()) {
            case PASS -> toPass;
            case FAIL -> toFail;
            case INCONCLUSIVE -> toPass + " to pass, " + toFail + " to fail";
        };
    }

    private static String clumping(BudgetFinding finding, Weight weight) {
        double factor = finding.verdict() == Verdict.FAIL
                ? weight.proof().clumpingToFail()
                : weight.proof().clumpingToPass();
        return factor < 1.05
                ? ""
                : "  clumping x" + Numbers.percent(factor / 100).replace("%", "");
    }

    private static String duration(BudgetFinding finding, Weight weight) {
        double elapsedMs = weight.elapsedMs();
        if (Double.isNaN(elapsedMs)) {
            return "  duration not known";
        }
        String stalls = finding.verdict() == Verdict.PASS
                ? " (stalls that recur within " + Numbers.seconds(elapsedMs / WINDOWS) + " would show)"
                : "";
        return "  " + Numbers.seconds(elapsedMs) + stalls;
    }

    private static String number(Weight weight, double bound) {
        double most = weight.claim().most();
        return weight.claim().isAboutLatency() ? Numbers.ms(bound, most) : Numbers.percent(bound, most);
    }

    private static Optional<Weight> weight(BudgetFinding finding) {
        if (finding.result() instanceof BudgetFinding.Within within) {
            return within.weight();
        }
        if (finding.result() instanceof BudgetFinding.Exceeded exceeded) {
            return exceeded.weight();
        }
        return finding.result() instanceof BudgetFinding.Undecided undecided ? undecided.weight() : Optional.empty();
    }
}
