package dev.releasegate.gate;

import dev.releasegate.evidence.Session;
import dev.releasegate.probe.Arrivals;
import dev.releasegate.probe.Schedule;
import dev.releasegate.record.Step;
import dev.releasegate.verdict.EvidenceFinding;
import dev.releasegate.verdict.EvidenceFinding.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whether the samples of a session are those of the schedule that was sealed before the first of them: each request at its
 * moment, none left out, none added. The schedule is worked out again from its seed, so that whoever cuts slow samples out
 * cannot close the gap by counting anew. Only the moments that the log has are kept, whatever the session says of its length.
 */
final class ScheduleCheck {
    /** As many as the fastest probe asks of all steps in a quarter of an hour; more would take the check too long. */
    private static final long MOST_REQUESTS = 10_000_000;

    private final String tool;
    private final Session.Settled settled;
    private final Session.Closed closed;
    private final int maxSamples;
    private final Map<Step, List<Long>> seen;
    private Map<Step, Lane> lanes = Map.of();

    /**
     * A check that has not looked yet.
     *
     * @param maxSamples of a step, as the terms have it
     * @param seen when the samples of each step were due, in nanoseconds since the schedule began
     * @throws IllegalArgumentException if nothing was sealed
     */
    ScheduleCheck(Session session, Session.Closed closed, int maxSamples, Map<Step, List<Long>> seen) {
        this.tool = session.tool();
        this.settled = session.settled().orElseThrow(() -> new IllegalArgumentException("\"sealed\" is missing"));
        this.closed = closed;
        this.maxSamples = maxSamples;
        this.seen = seen;
    }

    /**
     * What is missing and what is too much.
     *
     * @throws IllegalArgumentException if the sealed plan cannot be read
     */
    List<EvidenceFinding> faults(String logName) {
        List<EvidenceFinding> faults = new ArrayList<>();
        lanes().values().forEach(lane -> lane.fault(logName).ifPresent(faults::add));
        seen.keySet().stream()
                .filter(step -> !lanes().containsKey(step))
                .map(step -> step.name() + (step.tool().equals(tool) ? "" : " of " + step.tool()))
                .sorted()
                .map(step -> unplanned(logName + " has samples of step " + step + ", which was not to be probed"))
                .forEach(faults::add);
        return faults;
    }

    /**
     * Whether no more requests of this step could have been sent.
     *
     * @throws IllegalArgumentException if the sealed plan cannot be read
     */
    boolean isExhausted(Step step) {
        Lane lane = lanes().get(step);
        return lane == null || lane.rounds.taken() >= lane.planned;
    }

    /** Goes through the sealed schedule once: as much of each step as was sent of any, and one more if there was more. */
    private Map<Step, Lane> lanes() {
        if (lanes.isEmpty()) {
            int most = closed.rounds().values().stream()
                    .mapToInt(Session.Rounds::taken)
                    .max()
                    .orElse(0);
            long rounds = Math.min(maxSamples, most + 1L);
            if (rounds * settled.steps().size() > MOST_REQUESTS) {
                throw new IllegalArgumentException(
                        "no probe asks " + settled.steps().size() + " step(s) " + rounds + " times");
            }
            Schedule schedule = new Schedule(settled.steps(), plan((int) rounds));
            Map<Step, Lane> all = new LinkedHashMap<>();
            for (String name : settled.steps()) {
                Step step = new Step(tool, name);
                all.put(step, new Lane(name, rounds(name), seen.getOrDefault(step, List.of())));
            }
            for (Optional<Schedule.Slot> slot = schedule.next(); slot.isPresent(); slot = schedule.next()) {
                Lane lane = all.get(new Step(tool, slot.get().step()));
                if (lane != null) {
                    lane.meet(slot.get().dueNanos());
                }
            }
            lanes = all;
        }
        return lanes;
    }

    private Session.Rounds rounds(String step) {
        return closed.rounds().getOrDefault(step, new Session.Rounds(0, 0));
    }

    private Schedule.Plan plan(int mostRounds) {
        return new Schedule.Plan(
                Double.parseDouble(word("rate")),
                Arrivals.named(word("arrivals"))
                        .orElseThrow(() -> new IllegalArgumentException("unknown arrivals " + word("arrivals"))),
                Long.parseLong(word("seed")),
                mostRounds,
                lengthNanos(),
                false);
    }

    private long lengthNanos() {
        String words = word("maxDuration");
        try {
            return Duration.ofMillis(Long.parseLong(words.replace("ms", ""))).toNanos();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("no probe takes " + words, e);
        }
    }

    private String word(String name) {
        return Optional.ofNullable(settled.plan().get(name))
                .orElseThrow(() -> new IllegalArgumentException("the sealed plan has no " + name));
    }

    private static EvidenceFinding unplanned(String what) {
        return EvidenceFinding.inconclusive(
                Kind.UNPLANNED_SAMPLE, what + ": this was not measured. Find out who added it, and measure again.");
    }

    private static String ms(long nanos) {
        return String.valueOf(nanos / 1e6);
    }

    /** One step: its samples, beside what the schedule has of it, both in the order in which they were due. */
    private static final class Lane {
        private final String step;
        private final Session.Rounds rounds;
        private final long[] seen;
        private int met;
        private int planned;
        private OptionalLong firstMissing = OptionalLong.empty();
        private Optional<String> unplanned = Optional.empty();
        private long last = Long.MIN_VALUE;

        Lane(String step, Session.Rounds rounds, List<Long> seen) {
            this.step = step;
            this.rounds = rounds;
            this.seen = seen.stream().mapToLong(Long::longValue).sorted().toArray();
        }

        /** The next request of the schedule. */
        void meet(long due) {
            if (planned++ >= rounds.taken()) {
                return;
            }
            passUnplanned(due);
            last = due;
            if (met < seen.length && seen[met] == due) {
                met++;
            } else if (planned > rounds.nothingToAsk() && firstMissing.isEmpty()) {
                firstMissing = OptionalLong.of(due); // a step finds something to ask for, and then always
            }
        }

        /** Passes by the samples that were due before that, and were met by nothing. */
        private void passUnplanned(long due) {
            for (; met < seen.length && seen[met] < due; met++) {
                tellUnplanned();
            }
        }

        private void tellUnplanned() {
            if (unplanned.isEmpty()) {
                unplanned = Optional.of(ms(seen[met]) + " ms after the schedule began; the sealed schedule has "
                        + (seen[met] == last ? "only one such" : "none such"));
            }
        }

        Optional<EvidenceFinding> fault(String logName) {
            if (met < seen.length) {
                tellUnplanned();
            }
            if (unplanned.isPresent()) {
                return Optional.of(
                        unplanned(logName + " has a sample of " + step + " that was due " + unplanned.get()));
            }
            boolean isWhole = planned >= rounds.taken() && firstMissing.isEmpty();
            if (isWhole && seen.length + (long) rounds.nothingToAsk() == rounds.taken()) {
                return Optional.empty();
            }
            return Optional.of(EvidenceFinding.inconclusive(
                    Kind.MISSING_SLOT,
                    logName + " has " + seen.length + " samples of " + step + ", and "
                            + ((long) rounds.taken() - rounds.nothingToAsk()) + " requests were sent"
                            + firstMissing.stream()
                                    .mapToObj(due -> ": the one that was due " + ms(due)
                                            + " ms after the schedule began is the first that is not there")
                                    .findFirst()
                                    .orElse("")
                            + ". Samples that were left out are no evidence; measure again."));
        }
    }
}
