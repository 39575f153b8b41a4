package dev.releasegate.verdict;

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
}
