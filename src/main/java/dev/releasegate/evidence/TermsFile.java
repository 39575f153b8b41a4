package dev.releasegate.evidence;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasegate.budget.Budgets;
import dev.releasegate.budget.Limit;
import dev.releasegate.budget.Metric;
import dev.releasegate.budget.StepBudget;
import dev.releasegate.record.StableJson;
import dev.releasegate.record.Step;
import dev.releasegate.verdict.Rule;
import dev.releasegate.verdict.SequentialRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps the terms in a file, {@code terms.json}. The same terms are always the same bytes. */
public final class TermsFile {
    private TermsFile() {}

    /** What stands in the file. */
    public static byte[] bytes(Terms terms) {
        ObjectNode root = StableJson.object()
                .put("schemaVersion", 1)
                .put("requireIdentity", terms.requiredIdentity().name());
        putRule(root.putObject("rule"), terms.rule());
        root.put("budgets", terms.budgets().source());
        ArrayNode limits = root.putArray("limits");
        for (StepBudget budget : terms.budgets().steps()) {
            for (Limit limit : budget.limits()) {
                limits.addObject()
                        .put("tool", budget.step().tool())
                        .put("step", budget.step().name())
                        .put("metric", limit.metric().label())
                        .put("most", limit.most());
            }
        }
        return StableJson.bytes(root);
    }

    /**
     * Reads terms back.
     *
     * @throws IOException if the file is missing, cannot be read, or has no terms in it; the message says which
     */
    public static Terms read(Path file) throws IOException {
        return JsonFile.read(file, "record of terms", root -> {
            if (root.whole("schemaVersion") != 1) {
                throw new IllegalArgumentException("\"schemaVersion\" must be 1");
            }
            return new Terms(
                    new Budgets(root.text("budgets"), budgets(root.array("limits"))),
                    rule(root.object("rule")),
                    IdentityLevel.named(root.text("requireIdentity"))
                            .orElseThrow(() -> new IllegalArgumentException(
                                    "\"requireIdentity\" must be one of " + IdentityLevel.names())));
        });
    }

    private static void putRule(ObjectNode node, Rule rule) {
        node.put("name", rule.name());
        if (rule instanceof Rule.Tested tested) {
            SequentialRule numbers = tested.numbers();
            node.put("alpha", numbers.alpha())
                    .put("minSamples", numbers.minSamples())
                    .put("minSamplesToFail", numbers.minSamplesToFail())
                    .put("maxSamples", numbers.maxSamples())
                    .put("minElapsedMs", numbers.minElapsedMs());
        } else {
            node.put("minSamples", rule.minSamples());
        }
    }

    private static Rule rule(StrictJson node) {
        return switch (node.text("name")) {
            case "plain" -> new Rule.Plain(node.count("minSamples"));
            case "sequential" ->
                new Rule.Sequential(new SequentialRule(
                        node.number("alpha"),
                        node.count("minSamples"),
                        node.count("minSamplesToFail"),
                        node.count("maxSamples"),
                        node.number("minElapsedMs")));
            default -> throw new IllegalArgumentException("unknown rule \"" + node.text("name") + "\"");
        };
    }

    private static List<StepBudget> budgets(List<StrictJson> limits) {
        Map<Step, List<Limit>> byStep = new LinkedHashMap<>();
        for (StrictJson limit : limits) {
            Metric metric = Metric.named(limit.text("metric"))
                    .orElseThrow(() -> new IllegalArgumentException("unknown metric \"" + limit.text("metric") + "\""));
            byStep.computeIfAbsent(new Step(limit.text("tool"), limit.text("step")), step -> new ArrayList<>())
                    .add(new Limit(metric, limit.number("most")));
        }
        return byStep.entrySet().stream()
                .map(entry -> new StepBudget(entry.getKey(), entry.getValue()))
                .toList();
    }
}
