package dev.releasegate.report;

import dev.releasegate.budget.Metric;
import dev.releasegate.verdict.BudgetFinding;
import dev.releasegate.verdict.Claim;
import dev.releasegate.verdict.LeastSamples;
import dev.releasegate.verdict.Mean;
import dev.releasegate.verdict.Rule;
import dev.releasegate.verdict.Slower;
import dev.releasegate.verdict.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Why a limit is not decided, and what would decide it, in one sentence each. */
final class UndecidedWords {
    /** More samples than that nobody takes to decide one limit. */
    private static final int MOST_SAMPLES = 100_000;

    private UndecidedWords() {}

    static String of(BudgetFinding finding, BudgetFinding.Undecided undecided) {
        return undecided
                .weight()
                .map(weight -> measured(undecided.measured(), finding) + sentence(undecided, weight))
                .orElseGet(() -> measured(undecided.measured(), finding) + " > "
                        + Numbers.limitMs(finding.limit().most())
                        + ", but only while the machine itself was stuck: too noisy to judge by. Measure on a quieter"
                        + " machine.");
    }

    private static String sentence(BudgetFinding.Undecided undecided, Weight weight) {
        String limit = limit(weight.claim());
        String open = ", " + WeightWords.interval(weight) + ", does not decide about " + limit + ": ";
        return switch (undecided.why()) {
            case TOO_CLOSE -> open + nearly(weight.claim()) + ". " + remedy(weight);
            case NOT_ENOUGH_EVIDENCE -> open + "there is not enough evidence. " + remedy(weight);
            case STILL_WARMING_UP ->
                ", and there is evidence that it is above " + limit + ", but the newest " + weight.newest()
                        + " samples do not confirm it: still warming up. Warm the service up for longer; a newer half"
                        + " that stays as slow as the older would decide.";
            case MACHINE_TOO_NOISY ->
                open + "the machine itself was stuck for more than "
                        + Numbers.limitMs(weight.claim().most() / 4)
                        + " at " + weight.disturbed() + " of " + weight.samples()
                        + " samples. Measure on a quieter machine: what is slow there would decide.";
            case TOO_SHORT ->
                " would pass " + limit + ", but "
                        + Numbers.seconds(weight.elapsedMs()) + " is too short a time to see stalls: "
                        + Numbers.seconds(weight.rule().numbers().minElapsedMs())
                        + " of samples like these would decide.";
        };
    }

    private static String measured(double measured, BudgetFinding finding) {
        if (finding.limit().metric().unit() == Metric.Unit.SHARE) {
            return Numbers.percent(measured, finding.limit().most());
        }
        return Double.isFinite(measured) ? Numbers.ms(measured, finding.limit().most()) : "a failed request";
    }

    private static String limit(Claim claim) {
        return claim.isAboutLatency() ? Numbers.limitMs(claim.most()) : Numbers.limitPercent(claim.most());
    }

    private static String nearly(Claim claim) {
        if (claim instanceof Mean mean) {
            return "it is proven to be at most "
                    + Numbers.limitMs(Math.round(claim.nearly() * mean.capMs() * 1e6) / 1e6);
        }
        return "at most " + Numbers.limitPercent(Math.round(claim.nearly() * 1e9) / 1e9) + " are proven to be "
                + (claim instanceof Slower ? "slow" : WeightWords.bad(claim));
    }

    private static String remedy(Weight weight) {
        OptionalInt like = LeastSamples.ofTheSameKind(weight);
        List<String> would = new ArrayList<>();
        if (!(weight.claim() instanceof Mean)) {
            LeastSamples.furtherWithoutABadOne(weight)
                    .ifPresent(more -> would.add(
                            more + " more samples without a " + WeightWords.bad(weight.claim()) + " one would decide"));
        }
        if (like.isPresent() && like.getAsInt() <= MOST_SAMPLES) {
            would.add(like.getAsInt() + " in all like these would decide");
        }
        String words = String.join(", or ", would).replaceFirst(" would decide, or ", ", or ");
        return (words.isEmpty() ? "" : words + ". ") + "Give it headroom, or " + more(weight, like);
    }

    private static String more(Weight weight, OptionalInt like) {
        if (weight.rule() instanceof Rule.Once) {
            return "a log of more samples.";
        }
        int most = weight.rule().numbers().maxSamples();
        int wanted = Math.max(2 * most, like.isPresent() ? Math.min(like.getAsInt(), MOST_SAMPLES) : 0);
        return weight.samples() < most
                ? "more time with -Drelease-gate.maxDuration."
                : "more samples with -Drelease-gate.maxSamples=" + (wanted + 99) / 100 * 100
                        + " and time for them with -Drelease-gate.maxDuration.";
    }
}
