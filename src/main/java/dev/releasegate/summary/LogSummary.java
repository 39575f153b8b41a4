package dev.releasegate.summary;

import dev.releasegate.record.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is in one perf log.
 *
 * @param steps one summary for each tool and step that passed the filter, in the order of their names
 * @param sessions the sessions that wrote its records; at most {@link Summarizer#SESSIONS_NAMED} of them are named
 * @param records how many lines are perf records, whether they passed the filter or not
 * @param warmUps how many of them only warmed the service up, and are in no summary
 * @param machine what the other samples show of the machine that took them
 * @param rejected how many lines are not perf records
 * @param firstRejected the first of the rejected lines, at most {@link Summarizer#REJECTED_NAMED}
 * @param torn the last line, if it was cut off
 */
public record LogSummary(
        List<StepSummary> steps,
        Set<String> sessions,
        long records,
        long warmUps,
        MachineSummary machine,
        long rejected,
        List<RejectedLine> firstRejected,
        Optional<RejectedLine> torn) {
    public LogSummary {
        steps = List.copyOf(steps);
        sessions = Set.copyOf(sessions);
        firstRejected = List.copyOf(firstRejected);
    }

    /** The summary of that step, or empty if the log has no sample of it. */
    public Optional<StepSummary> of(Step step) {
        return steps.stream().filter(summary -> summary.step().equals(step)).findFirst();
    }

    /** How many samples passed the filter. */
    public long samples() {
        return steps.stream().mapToLong(summary -> summary.counts().all()).sum();
    }

    /** Whether the log has no line at all, apart from blank ones. */
    public boolean isEmpty() {
        return records == 0 && rejected == 0 && torn.isEmpty();
    }

    /** The sessions in the order of their names. */
    public List<String> sessionNames() {
        return new ArrayList<>(new TreeSet<>(sessions));
    }

    /** How many sessions wrote it, in words. */
    public String sessionWords() {
        int named = sessions.size();
        return named == 1
                ? "1 session"
                : (named == Summarizer.SESSIONS_NAMED ? named + " or more" : named) + " sessions";
    }
}
