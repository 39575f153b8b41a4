package dev.releasegate.report;

import dev.releasegate.budget.Budgets;
import dev.releasegate.budget.Limit;
import dev.releasegate.budget.Metric;
import dev.releasegate.budget.StepBudget;
import dev.releasegate.record.Step;
import dev.releasegate.summary.LogSummary;
import dev.releasegate.summary.SampleLog;
import dev.releasegate.summary.StepFilter;
import dev.releasegate.verdict.EvidenceRules;
import dev.releasegate.verdict.Judge;
import dev.releasegate.verdict.Judgement;
import dev.releasegate.verdict.Rule;
import dev.releasegate.verdict.SequentialRule;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/**
 * A log that was given and what a judge says of it who wants 50 samples and evidence, with the limits avg 100 ms and p95 150 ms for registry_get, and
 * p95 300 ms for resolve.
 */
record Judged(LogSummary log, Judgement judgement) {
    static final Rule ONCE = new Rule.Once(SequentialRule.DEFAULT);

    private static final Budgets BUDGETS = new Budgets(
            "budgets.json",
            List.of(
                    new StepBudget(
                            new Step("registry", "registry_get"),
                            List.of(new Limit(Metric.AVG, 100), new Limit(Metric.P95, 150))),
                    new StepBudget(new Step("registry", "resolve"), List.of(new Limit(Metric.P95, 300)))));

    static Judged of(SampleLog samples) {
        LogSummary log = samples.summary();
        return new Judged(
                log, new Judge(ONCE).judge(log, BUDGETS, EvidenceRules.faults("perf.jsonl", log, StepFilter.ALL)));
    }

    static Judged passed() {
        return of(new SampleLog().ok(130, "registry_get", 8.64).ok(130, "resolve", 12.34));
    }

    static Judged failed() {
        return of(new SampleLog()
                .ok(300, "registry_get", 8.64)
                .ok(60, "resolve", 312.4)
                .failed(2, "registry_get", "read_timeout"));
    }

    static Judged inconclusive() {
        return of(new SampleLog()
                .ok(49, "registry_get", 8.64)
                .ok(130, "resolve", 12.34)
                .ok(1, "search", 7)
                .rejected("\"ts\" is missing")
                .torn("half"));
    }

    /** Does something on a machine of another language. */
    static <T> T under(Locale locale, Callable<T> something) throws Exception {
        Locale before = Locale.getDefault();
        Locale.setDefault(locale);
        try {
            return something.call();
        } finally {
            Locale.setDefault(before);
        }
    }
}
