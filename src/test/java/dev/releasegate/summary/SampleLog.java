package dev.releasegate.summary;

import dev.releasegate.record.Circumstances;
import dev.releasegate.record.ErrorReason;
import dev.releasegate.record.LogLine;
import dev.releasegate.record.Outcome;
import dev.releasegate.record.PerfRecord;
import dev.releasegate.record.Step;
import java.time.Instant;

/** A log made by hand, line by line, of the tool {@code registry} and the session {@code s1} unless said otherwise. */
public final class SampleLog {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final Summarizer summarizer;
    private String session = "s1";
    private long number;

    public SampleLog() {
        this(StepFilter.ALL);
    }

    public SampleLog(StepFilter filter) {
        summarizer = new Summarizer(filter);
    }

    /** The samples that follow are of that session. */
    public SampleLog session(String name) {
        session = name;
        return this;
    }

    public SampleLog ok(String step, double... latencies) {
        for (double ms : latencies) {
            add(new Step("registry", step), ms, Outcome.SUCCESS);
        }
        return this;
    }

    /** So many successes that took equally long. */
    public SampleLog ok(int times, String step, double ms) {
        for (int i = 0; i < times; i++) {
            ok(step, ms);
        }
        return this;
    }

    /** So many failures of 5000 ms each, for that reason. */
    public SampleLog failed(int times, String step, String reason) {
        for (int i = 0; i < times; i++) {
            add(new Step("registry", step), 5000, new Outcome.Failure(new ErrorReason(reason)));
        }
        return this;
    }

    /** So many samples of 999 ms each of which nobody knows how they ended. */
    public SampleLog unknown(int times, String step) {
        for (int i = 0; i < times; i++) {
            add(new Step("registry", step), 999, Outcome.UNKNOWN);
        }
        return this;
    }

    public SampleLog add(Step step, double ms, Outcome outcome) {
        return add(step, ms, outcome, Circumstances.NOT_KNOWN);
    }

    public SampleLog add(Step step, double ms, Outcome outcome, Circumstances known) {
        summarizer.accept(new LogLine.Sample(++number, new PerfRecord(NOON, session, step, ms, outcome, known)));
        return this;
    }

    public SampleLog rejected(String why) {
        summarizer.accept(new LogLine.Rejected(++number, why));
        return this;
    }

    public SampleLog torn(String why) {
        summarizer.accept(new LogLine.Torn(++number, why));
        return this;
    }

    public LogSummary summary() {
        return summarizer.summary();
    }

    /** The summary of that step of {@code registry}. */
    public StepSummary of(String step) {
        Step key = new Step("registry", step);
        return summary().of(key).orElseGet(() -> StepSummary.empty(key));
    }
}
