package dev.releasegate.summary;

import dev.releasegate.record.Circumstances;
import dev.releasegate.record.Control;
import dev.releasegate.record.ErrorReason;
import dev.releasegate.record.LogLine;
import dev.releasegate.record.Outcome;
import dev.releasegate.record.PerfRecord;
import dev.releasegate.record.Phase;
import dev.releasegate.record.Step;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Takes the lines of a log one by one and sums them up, in 8 bytes a sample. */
public final class Summarizer implements Consumer<LogLine> {
    /** So many rejected lines are kept with their numbers; the rest are counted. */
    public static final int REJECTED_NAMED = 20;

    /** So many sessions are kept by name. */
    public static final int SESSIONS_NAMED = 20;

    private final StepFilter filter;
    private final Map<Step, Tally> tallies = new TreeMap<>();
    private final Set<String> sessions = new LinkedHashSet<>();
    private final List<RejectedLine> firstRejected = new ArrayList<>();
    private final Latencies lags = new Latencies();
    private final Latencies controls = new Latencies();
    private Optional<RejectedLine> torn = Optional.empty();
    private long records;
    private long warmUps;
    private long waited;
    private long rejected;

    public Summarizer(StepFilter filter) {
        this.filter = filter;
    }

    @Override
    public void accept(LogLine line) {
        if (line instanceof LogLine.Sample sample) {
            add(sample.entry());
        } else if (line instanceof LogLine.Rejected bad) {
            reject(new RejectedLine(bad.number(), bad.why()));
        } else if (line instanceof LogLine.Torn last) {
            torn = Optional.of(new RejectedLine(last.number(), last.why()));
        }
    }

    /** What has been taken so far. */
    public LogSummary summary() {
        return new LogSummary(
                tallies.entrySet().stream()
                        .map(entry -> entry.getValue().summary(entry.getKey(), sessions.size() == 1))
                        .toList(),
                sessions,
                records,
                warmUps,
                new MachineSummary(lags, waited, controls),
                rejected,
                firstRejected,
                torn);
    }

    private void add(PerfRecord entry) {
        records++;
        if (sessions.size() < SESSIONS_NAMED) {
            sessions.add(entry.sessionId());
        }
        if (entry.circumstances().phase() == Phase.WARM_UP) {
            warmUps++;
            return;
        }
        addMachine(entry.circumstances());
        if (filter.accepts(entry.step())) {
            tallies.computeIfAbsent(entry.step(), step -> new Tally()).add(entry);
        }
    }

    private void addMachine(Circumstances known) {
        known.timing().ifPresent(timing -> {
            lags.add(timing.lagMs());
            waited += timing.waitMs() > 0 ? 1 : 0;
        });
        if (known.control().orElse(Control.FAILED) instanceof Control.Took took) {
            controls.add(took.ms());
        }
    }

    private void reject(RejectedLine line) {
        rejected++;
        if (firstRejected.size() < REJECTED_NAMED) {
            firstRejected.add(line);
        }
    }

    /** The samples of one step. */
    private static final class Tally {
        private final Latencies latencies = new Latencies();
        private final Map<ErrorReason, Long> reasons = new TreeMap<>();
        private final Series series = new Series();
        private long unknown;

        void add(PerfRecord entry) {
            series.add(entry);
            if (entry.outcome() instanceof Outcome.Success) {
                latencies.add(entry.ms());
            } else if (entry.outcome() instanceof Outcome.Failure failure) {
                reasons.merge(failure.reason(), 1L, Long::sum);
            } else {
                unknown++;
            }
        }

        /** Each session counts the milliseconds to what was due from its own beginning. */
        StepSummary summary(Step step, boolean ofOneSession) {
            long errors = reasons.values().stream().mapToLong(Long::longValue).sum();
            return new StepSummary(
                    step,
                    new Counts(latencies.size(), errors, unknown),
                    latencies,
                    reasons,
                    ofOneSession ? series.inOrder() : series.ofSeveral());
        }
    }
}
