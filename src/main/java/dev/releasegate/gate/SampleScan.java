package dev.releasegate.gate;

import dev.releasegate.evidence.Session;
import dev.releasegate.record.LogLine;
import dev.releasegate.record.PerfRecord;
import dev.releasegate.record.Phase;
import dev.releasegate.record.Step;
import dev.releasegate.record.Timing;
import dev.releasegate.verdict.EvidenceFinding;
import dev.releasegate.verdict.EvidenceFinding.Kind;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * Goes through the log of a session that is closed: are the moments of each sample such as a clock gives them, and when was
 * each one due?
 */
final class SampleScan implements Consumer<LogLine> {
    /** Moments are added up in floating point; they are told in nanoseconds, and nobody edits them by less than that. */
    private static final double ROUNDING_MS = 1e-6;

    private static final Duration TICK_OF_TS = Duration.ofNanos(1_000);

    private final Session.Clock clock;
    private final Map<Step, List<Long>> dueNanos = new HashMap<>();
    private Optional<String> firstContradiction = Optional.empty();
    private long contradictions;

    SampleScan(Session.Clock clock) {
        this.clock = clock;
    }

    @Override
    public void accept(LogLine line) {
        if (line instanceof LogLine.Sample sample) {
            Optional<String> contradiction = contradiction(sample.entry());
            if (contradiction.isPresent()) {
                contradictions++;
                firstContradiction =
                        firstContradiction.or(() -> contradiction.map(words -> ":" + sample.number() + ": " + words));
            }
            if (sample.entry().circumstances().phase() == Phase.MEASURED) {
                sample.entry()
                        .circumstances()
                        .timing()
                        .ifPresent(timing -> keep(sample.entry().step(), timing.dueMs()));
            }
        }
    }

    /** When the samples of each step were due, in nanoseconds since the schedule began, in the order of the log. */
    Map<Step, List<Long>> dueNanos() {
        return dueNanos;
    }

    /** What is impossible in the log. */
    List<EvidenceFinding> faults(String logName) {
        return firstContradiction
                .map(words -> EvidenceFinding.inconclusive(
                        Kind.CONTRADICTORY_TIMES,
                        logName + words
                                + (contradictions == 1 ? "" : ", the first of " + contradictions + " such lines")
                                + ": this was not measured. Find out who changed it, and measure again."))
                .stream()
                .toList();
    }

    private void keep(Step step, double dueMs) {
        dueNanos.computeIfAbsent(step, none -> new ArrayList<>())
                .add(Math.round((dueMs - clock.scheduleBeganMs()) * 1e6));
    }

    private Optional<String> contradiction(PerfRecord sample) {
        Optional<Timing> timing = sample.circumstances().timing();
        if (timing.isEmpty()) {
            return Optional.of("there is no \"dueMs\", which the probe writes with each sample");
        }
        double endMs = timing.get().dueMs() + sample.ms();
        if (endMs > clock.endedMs() + ROUNDING_MS) {
            return Optional.of("it ended " + endMs + " ms after the probe began, and the last sample had ended after "
                    + clock.endedMs() + " ms");
        }
        if (partsMs(timing.get()) > sample.ms() + ROUNDING_MS) {
            return Optional.of("its parts take " + partsMs(timing.get()) + " ms, and all of it " + sample.ms() + " ms");
        }
        return isAt(sample.ts(), timing.get().dueMs())
                ? Optional.empty()
                : Optional.of("\"ts\" is another moment than \"dueMs\"");
    }

    private static double partsMs(Timing timing) {
        return timing.waitMs()
                + timing.lagMs()
                + or0(timing.connectMs())
                + or0(timing.tlsMs())
                + or0(timing.firstByteMs())
                + or0(timing.bodyMs());
    }

    private static double or0(OptionalDouble ms) {
        return ms.orElse(0);
    }

    private boolean isAt(Instant ts, double dueMs) {
        try {
            Instant due = clock.beganAt().plusNanos(Math.round(dueMs * 1e6));
            return Duration.between(ts, due).abs().compareTo(TICK_OF_TS) <= 0;
        } catch (DateTimeException | ArithmeticException e) {
            return false; // a moment that no clock of ours can tell
        }
    }
}
