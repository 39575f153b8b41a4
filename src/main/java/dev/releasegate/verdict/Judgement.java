package dev.releasegate.verdict;

import dev.releasegate.record.Step;
import java.util.Comparator;
import java.util.List;

/**
 * Everything that was found out about a release, the worst first.
 *
 * @param findings faults of the evidence before limits, and limits in the order of the budgets, where equally bad
 */
public record Judgement(List<Finding> findings) {
    public Judgement {
        findings = findings.stream()
                .sorted(Comparator.comparing(Finding::verdict).reversed())
                .toList();
    }

    /** The worst of the findings; INCONCLUSIVE if there is none. */
    public Verdict verdict() {
        return Verdict.worst(findings.stream().map(Finding::verdict).toList());
    }

    /** Whether nothing is broken, and whatever is undecided is so because it is too close to the limit to call. */
    public boolean onlyTooClose() {
        return verdict() == Verdict.INCONCLUSIVE
                && !findings.isEmpty()
                && findings.stream().allMatch(finding -> finding.verdict() == Verdict.PASS || isTooClose(finding));
    }

    /** Whether a limit of this step was not decided at any look at its samples. */
    public boolean leavesOpen(Step step) {
        return findings.stream()
                .anyMatch(finding -> finding instanceof BudgetFinding limit
                        && limit.samples().step().equals(step)
                        && limit.result().isOpen());
    }

    private static boolean isTooClose(Finding finding) {
        return finding instanceof BudgetFinding limit
                && limit.result() instanceof BudgetFinding.Undecided undecided
                && undecided.why() == Why.TOO_CLOSE;
    }
}
