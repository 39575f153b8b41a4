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
        SERVICE_DIED,
        /** The log is not the one whose digest the session was closed with. */
        CHANGED_SAMPLES,
        /** The budgets, the rule or the required identity are not those that were sealed before the first sample. */
        TERMS_CHANGED,
        /** Another commit, or other files, than were measured. */
        STALE_COMMIT,
        /** The artifact is not the one that was there when it was measured. */
        WRONG_ARTIFACT,
        /** Another project than was measured. */
        OTHER_PROJECT,
        /** A request that the sealed schedule has, and the log has not. */
        MISSING_SLOT,
        /** A sample that the sealed schedule has not. */
        UNPLANNED_SAMPLE,
        /** A sample whose moments contradict each other. */
        CONTRADICTORY_TIMES,
        /** The probe ended before the evidence decided, though more could be had. */
        STOPPED_EARLY,
        /** An answer without the proof of the process that was started, or with the proof of another. */
        OTHER_INSTANCE,
        /** The port belonged to another process. */
        OTHER_PROCESS,
        /** What answered did not behave as the service does. */
        UNLIKE_THE_SERVICE,
        /** Less is known of what answered than is required. */
        IDENTITY_NOT_PROVEN
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
