package dev.releasegate.verdict;

/**
 * A fault of the evidence as a whole, which keeps the release from passing.
 *
 * @param verdict INCONCLUSIVE, or FAIL where the fault is the service's own
 * @param kind which fault, for programs
 * @param sentence what is wrong and what to do next, for people
 */
public record EvidenceFinding(Verdict verdict, Kind kind, String sentence) implements Finding {
    /** The faults that evidence can have. */
    public enum Kind {
        EMPTY_LOG,
        NO_USABLE_LINE,
        REJECTED_LINES,
        TORN_LOG,
        NOTHING_SELECTED,
        OTHER_SESSION,
        STALE_SESSION,
        CHANGED_EVIDENCE,
        UNFINISHED_SESSION,
        NOT_MEASURED,
        MISSING_RECORDS,
        SERVICE_DIED
    }

    /** @throws IllegalArgumentException if the verdict is PASS: a fault is no reason to pass */
    public EvidenceFinding {
        if (verdict == Verdict.PASS) {
            throw new IllegalArgumentException("a fault of the evidence cannot be a pass: " + sentence);
        }
    }

    /** A fault that leaves the question open. */
    public static EvidenceFinding inconclusive(Kind kind, String sentence) {
        return new EvidenceFinding(Verdict.INCONCLUSIVE, kind, sentence);
    }
}
