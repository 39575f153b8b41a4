package dev.releasegate.verdict;

import dev.releasegate.summary.LogSummary;
import dev.releasegate.summary.RejectedLine;
import dev.releasegate.summary.StepFilter;
import dev.releasegate.verdict.EvidenceFinding.Kind;
import java.util.ArrayList;
import java.util.List;

/** What keeps a log from being evidence. Each fault has a sentence of its own. */
public final class EvidenceRules {
    private EvidenceRules() {}

    /**
     * The faults of a log as a whole; none of them leaves a pass possible.
     *
     * @param name of the log, for people
     * @param filter what was asked for
     */
    public static List<EvidenceFinding> faults(String name, LogSummary log, StepFilter filter) {
        if (log.isEmpty()) {
            return List.of(EvidenceFinding.inconclusive(
                    Kind.EMPTY_LOG, name + " is empty: nothing was measured, so nothing can pass."));
        }
        if (log.records() == 0) {
            return List.of(EvidenceFinding.inconclusive(Kind.NO_USABLE_LINE, noUsableLine(name, log)));
        }
        List<EvidenceFinding> faults = new ArrayList<>();
        if (log.rejected() > 0) {
            faults.add(EvidenceFinding.inconclusive(Kind.REJECTED_LINES, rejectedLines(name, log)));
        }
        log.torn()
                .ifPresent(
                        last -> faults.add(
                                EvidenceFinding.inconclusive(
                                        Kind.TORN_LOG,
                                        name + ":" + last.number() + ": the last line is torn (" + last.why()
                                                + "): whoever wrote it died or had no room. Half a log is no evidence; measure again.")));
        if (log.samples() == 0) {
            faults.add(EvidenceFinding.inconclusive(Kind.NOTHING_SELECTED, nothingSelected(name, log, filter)));
        }
        return faults;
    }

    /**
     * The faults of a log that a known session must have written alone.
     *
     * @param name of the log, for people
     * @param sessionId the session that was just run
     * @param records how many records that session wrote
     */
    public static List<EvidenceFinding> faults(String name, LogSummary log, String sessionId, long records) {
        List<EvidenceFinding> faults = new ArrayList<>();
        List<String> others = log.sessionNames().stream()
                .filter(session -> !session.equals(sessionId))
                .toList();
        if (!others.isEmpty()) {
            faults.add(EvidenceFinding.inconclusive(
                    Kind.OTHER_SESSION,
                    name + " has samples of session " + others.get(0) + ", but the session just run is " + sessionId
                            + ": samples of another run are no evidence for this one."));
        }
        if (log.records() != records) {
            faults.add(EvidenceFinding.inconclusive(
                    Kind.MISSING_RECORDS,
                    name + " has " + log.records() + " samples, but session " + sessionId + " wrote " + records
                            + ": the log was changed after it was written."));
        }
        return faults;
    }

    private static String nothingSelected(String name, LogSummary log, StepFilter filter) {
        return log.warmUps() == log.records()
                ? name + " has " + log.records() + " samples, all of them of the warm-up, which proves nothing."
                : name + " has " + log.records() + " samples, but none with " + filter.words() + ".";
    }

    private static String noUsableLine(String name, LogSummary log) {
        long lines = log.rejected() + (log.torn().isPresent() ? 1 : 0);
        RejectedLine first = log.firstRejected().isEmpty()
                ? log.torn().orElseThrow()
                : log.firstRejected().get(0);
        return name + ":" + first.number() + ": not a perf record: " + first.why() + ". Not one of its lines (" + lines
                + ") is, so nothing can pass; release-gate:normalize can turn a log of another form into one.";
    }

    private static String rejectedLines(String name, LogSummary log) {
        RejectedLine first = log.firstRejected().get(0);
        String more = log.rejected() == 1 ? "" : ", the first of " + log.rejected() + " such lines";
        return name + ":" + first.number() + ": not a perf record: " + first.why() + more
                + ". A log with holes is no evidence; release-gate:normalize lists every such line.";
    }
}
