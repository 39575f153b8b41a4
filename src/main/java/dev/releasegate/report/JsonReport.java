package dev.releasegate.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasegate.record.StableJson;
import dev.releasegate.summary.Latencies;
import dev.releasegate.summary.LogSummary;
import dev.releasegate.summary.Percentile;
import dev.releasegate.summary.RejectedLine;
import dev.releasegate.summary.StepSummary;
import dev.releasegate.verdict.BudgetFinding;
import dev.releasegate.verdict.EvidenceFinding;
import dev.releasegate.verdict.Finding;
import dev.releasegate.verdict.Judgement;
import dev.releasegate.verdict.Rule;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The verdict and the summary as JSON, for scripts and auditors. The same samples and budgets give the same bytes, on
 * every machine: no time of day, no order that depends on a hash, no number that depends on a JDK.
 */
public final class JsonReport {
    private JsonReport() {}

    /**
     * What was judged.
     *
     * @param samples the log, for people
     * @param filter which of its steps, in words
     * @param budgets where they were written, for people
     * @param rule how the verdict was come to
     * @param basis what it rests on besides, or empty for a log that nobody vouches for
     */
    public record Judged(String samples, String filter, String budgets, Rule rule, Optional<Basis> basis) {}

    /** What was judged, of what, and every finding. Numbers are as measured, not rounded. */
    public static byte[] verdict(Judged judged, LogSummary log, Judgement judgement) {
        ObjectNode root = head(judgement.verdict().name(), ExitCode.of(judgement.verdict()));
        root.put("samples", judged.samples())
                .put("filter", judged.filter())
                .put("budgets", judged.budgets())
                .put("minSamples", judged.rule().minSamples());
        WeightNode.putRule(root.putObject("rule"), judged.rule());
        judged.basis().ifPresent(basis -> putBasis(root, basis));
        putSummary(root, log);
        ArrayNode findings = root.putArray("findings");
        judgement.findings().forEach(finding -> findings.add(finding(finding)));
        return StableJson.bytes(root);
    }

    /** The samples are no evidence for this build, and were not looked at. */
    public static byte[] useless(EvidenceFinding why) {
        ObjectNode root = head(why.verdict().name(), ExitCode.of(why.verdict()));
        root.putArray("findings").add(finding(why));
        return StableJson.bytes(root);
    }

    /** There was nothing to judge, or it could not be read. */
    public static byte[] couldNotJudge(String reason) {
        return StableJson.bytes(head("INCONCLUSIVE", ExitCode.COULD_NOT_JUDGE).put("reason", reason));
    }

    /** The gate was switched off. This is not a pass. */
    public static byte[] skipped(String reason) {
        return StableJson.bytes(head("SKIPPED", ExitCode.COULD_NOT_JUDGE).put("reason", reason));
    }

    /** The summary alone. */
    public static byte[] summary(String samples, LogSummary log) {
        ObjectNode root = StableJson.object().put("schemaVersion", 1).put("samples", samples);
        putSummary(root, log);
        return StableJson.bytes(root);
    }

    private static ObjectNode head(String verdict, ExitCode exitCode) {
        return StableJson.object()
                .put("schemaVersion", 1)
                .put("verdict", verdict)
                .put("exitCode", exitCode.number());
    }

    private static void putBasis(ObjectNode root, Basis basis) {
        root.put("sessionId", basis.sessionId());
        root.putObject("identity").put("required", basis.requiredIdentity()).put("proven", basis.provenIdentity());
        ObjectNode observed = root.putObject("observed");
        basis.observed().forEach(observed::put);
        ArrayNode notes = root.putArray("notes");
        basis.notes().forEach(notes::add);
    }

    private static void putSummary(ObjectNode root, LogSummary log) {
        root.put("records", log.records()).put("warmUps", log.warmUps()).put("rejectedLines", log.rejected());
        ArrayNode rejected = root.putArray("firstRejectedLines");
        log.firstRejected().forEach(line -> rejected.add(line(line)));
        log.torn().ifPresent(line -> root.set("tornLine", line(line)));
        ArrayNode sessions = root.putArray("sessions");
        log.sessionNames().forEach(sessions::add);
        if (!log.machine().lags().isEmpty()) {
            putLatencies(root.putObject("senderLagMs"), log.machine().lags());
            root.put("waitedForAWorker", log.machine().waited());
        }
        if (!log.machine().controls().isEmpty()) {
            putLatencies(root.putObject("controlMs"), log.machine().controls());
        }
        root.put("percentiles", "nearest rank, of the successes");
        ArrayNode steps = root.putArray("steps");
        log.steps().forEach(step -> steps.add(step(step)));
    }

    private static ObjectNode line(RejectedLine line) {
        return StableJson.object().put("line", line.number()).put("why", line.why());
    }

    private static ObjectNode step(StepSummary step) {
        ObjectNode node = StableJson.object()
                .put("tool", step.step().tool())
                .put("step", step.step().name());
        node.putObject("counts")
                .put("all", step.counts().all())
                .put("success", step.counts().success())
                .put("error", step.counts().error())
                .put("unknown", step.counts().unknown());
        if (!step.latencies().isEmpty()) {
            putLatencies(node.putObject("ms"), step.latencies());
        }
        ObjectNode reasons = node.putObject("errorReasons");
        new TreeMap<>(step.reasons()).forEach((reason, count) -> reasons.put(reason.code(), count));
        return node;
    }

    private static void putLatencies(ObjectNode ms, Latencies latencies) {
        ms.put("min", latencies.min())
                .put("mean", latencies.mean())
                .put("p5", latencies.at(new Percentile(5)))
                .put("p50", latencies.at(new Percentile(50)))
                .put("p95", latencies.at(new Percentile(95)))
                .put("p99", latencies.at(new Percentile(99)))
                .put("max", latencies.max());
    }

    private static ObjectNode finding(Finding finding) {
        ObjectNode node = StableJson.object().put("verdict", finding.verdict().name());
        if (finding instanceof EvidenceFinding evidence) {
            node.put("kind", evidence.kind().name());
        } else if (finding instanceof BudgetFinding limit) {
            node.put("tool", limit.samples().step().tool())
                    .put("step", limit.samples().step().name())
                    .put("metric", limit.limit().metric().label())
                    .put("limit", limit.limit().most());
            putResult(node, limit.result());
        }
        return node.put("sentence", FindingLine.of(finding));
    }

    private static void putResult(ObjectNode node, BudgetFinding.Result result) {
        if (result instanceof BudgetFinding.Within within) {
            node.put("measured", within.measured());
            within.weight().ifPresent(weight -> WeightNode.put(node.putObject("weight"), weight));
        } else if (result instanceof BudgetFinding.Exceeded exceeded) {
            putMeasured(node, exceeded.measured());
            exceeded.weight().ifPresent(weight -> WeightNode.put(node.putObject("weight"), weight));
        } else if (result instanceof BudgetFinding.Undecided undecided) {
            node.put("why", undecided.why().name());
            putMeasured(node, undecided.measured());
            undecided.weight().ifPresent(weight -> WeightNode.put(node.putObject("weight"), weight));
        } else if (result instanceof BudgetFinding.TooFewSamples few) {
            node.put("samplesNeeded", few.needed());
            few.soFar().ifPresent(soFar -> putMeasured(node, soFar));
        }
    }

    /** A percentile that falls among the failed requests has no number. */
    private static void putMeasured(ObjectNode node, double measured) {
        if (Double.isFinite(measured)) {
            node.put("measured", measured);
        } else {
            node.put("measuredIsFailure", true);
        }
    }
}
