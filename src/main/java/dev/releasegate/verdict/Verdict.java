package dev.releasegate.verdict;

import java.util.Collection;
import java.util.Comparator;

/** What the samples say about a budget, or about a release. From the best to the worst. */
public enum Verdict {
    /** There is evidence that the budget holds. */
    PASS,
    /** The evidence does not decide, or there is none. It never counts as a pass. */
    INCONCLUSIVE,
    /** There is evidence that the budget is broken. */
    FAIL;

    /** The worst of them; of none it is INCONCLUSIVE, because no evidence is not a pass. */
    public static Verdict worst(Collection<Verdict> verdicts) {
        return verdicts.stream().max(Comparator.naturalOrder()).orElse(INCONCLUSIVE);
    }
}
