package dev.releasegate.gate;

import dev.releasegate.evidence.Session;
import dev.releasegate.probe.Arrivals;
import dev.releasegate.probe.Schedule;
import dev.releasegate.verdict.EvidenceFinding;
import dev.releasegate.verdict.EvidenceFinding.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the samples of a session are those of the schedule that was sealed before the first of them: each request at its
 * moment, none left out, none added. The schedule is worked out again from its seed, so that whoever cuts slow samples out
 * cannot close the gap by counting anew.
 */
final class ScheduleCheck {
    /** As many as the fastest probe asks in a quarter of an hour; where there are more, memory would end before the check. */
    private static final int MOST_ROUNDS = 10_000_000;

    private final Session.Settled settled;
    private final Session.Closed closed;
    private final int maxSamples;

    ScheduleCheck(Session.Settled settled, Session.Closed closed, int maxSamples) {
        this.settled = settled;
        this.closed = closed;
        this.maxSamples = maxSamples;
    }

    /**
     * What is missing and what is too much.
     *
     * @param seen when the samples of each step were due, in nanoseconds since the schedule began
     * @throws IllegalArgumentException if the sealed plan cannot be read
     */
    List<EvidenceFinding> faults(String logName, Map<String, List<Long>> seen) {
        Map<String, List<Long>> planned = planned();
        List<EvidenceFinding> faults = new ArrayList<>();
        for (String step : settled.steps()) {
            List<Long> all = planned.getOrDefault(step, List.of());
            List<Long> sent = all.subList(0, Math.min(all.size(), rounds(step).taken()));
            fault(logName, step, sent, seen.getOrDefault(step, List.of())).ifPresent(faults::add);
        }
        seen.keySet().stream()
                .filter(step -> !settled.steps().contains(step))
                .sorted()
                .map(step -> unplanned(logName + " has samples of step " + step + ", which was not to be probed"))
                .forEach(faults::add);
        return faults;
    }

    /** Whether no more requests of this step could have been sent. */
    boolean isExhausted(String step) {
        return rounds(step).taken() >= planned().getOrDefault(step, List.of()).size();
    }

    private Optional<EvidenceFinding> fault(String logName, String step, List<Long> planned, List<Long> seen) {
        Set<Long> left = new HashSet<>(planned);
        for (Long due : seen) {
            if (!left.remove(due)) {
                return Optional.of(unplanned(logName + " has a sample of " + step + " that was due " + ms(due)
                        + " ms after the schedule began; the sealed schedule has "
                        + (planned.contains(due) ? "only one such" : "none such")));
            }
        }
        int nothingToAsk = rounds(step).nothingToAsk();
        planned.stream()
                .limit(nothingToAsk)
                .forEach(left::remove); // a step finds something to ask for, and then always
        if (left.isEmpty() && seen.size() + nothingToAsk == rounds(step).taken()) {
            return Optional.empty();
        }
        long first = left.stream().min(Long::compare).orElse(0L);
        return Optional.of(EvidenceFinding.inconclusive(
                Kind.MISSING_SLOT,
                logName + " has " + seen.size() + " samples of " + step + ", and " + (planned.size() - nothingToAsk)
                        + " requests were sent: the one that was due " + ms(first)
                        + " ms after the schedule began is the first that is not there. Samples that were left out are no"
                        + " evidence; measure again."));
    }

    private static EvidenceFinding unplanned(String what) {
        return EvidenceFinding.inconclusive(
                Kind.UNPLANNED_SAMPLE, what + ": this was not measured. Find out who added it, and measure again.");
    }

    private static String ms(long nanos) {
        return String.valueOf(nanos / 1e6);
    }

    private Session.Rounds rounds(String step) {
        return closed.rounds().getOrDefault(step, new Session.Rounds(0, 0));
    }

    /** What was to be sent of each step: as much of it as was sent of any, and one more if there was more. */
    private Map<String, List<Long>> planned() {
        int most = closed.rounds().values().stream()
                .mapToInt(Session.Rounds::taken)
                .max()
                .orElse(0);
        if (most > MOST_ROUNDS) {
            throw new IllegalArgumentException("no probe asks a step " + most + " times");
        }
        Schedule schedule = new Schedule(settled.steps(), plan(Math.min(maxSamples, most + 1)));
        Map<String, List<Long>> all = new HashMap<>();
        for (Optional<Schedule.Slot> slot = schedule.next(); slot.isPresent(); slot = schedule.next()) {
            all.computeIfAbsent(slot.get().step(), step -> new ArrayList<>())
                    .add(slot.get().dueNanos());
        }
        return all;
    }

    private Schedule.Plan plan(int mostRounds) {
        return new Schedule.Plan(
                Double.parseDouble(word("rate")),
                Arrivals.named(word("arrivals"))
                        .orElseThrow(() -> new IllegalArgumentException("unknown arrivals " + word("arrivals"))),
                Long.parseLong(word("seed")),
                mostRounds,
                Duration.ofMillis(Long.parseLong(word("maxDuration").replace("ms", "")))
                        .toNanos(),
                false);
    }

    private String word(String name) {
        return Optional.ofNullable(settled.plan().get(name))
                .orElseThrow(() -> new IllegalArgumentException("the sealed plan has no " + name));
    }
}
