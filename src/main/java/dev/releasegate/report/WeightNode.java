package dev.releasegate.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasegate.verdict.Rule;
import dev.releasegate.verdict.SequentialRule;
import dev.releasegate.verdict.Weight;

/** What a verdict was decided on as JSON: with this and the log, anyone can work it out again. */
final class WeightNode {
    private WeightNode() {}

    static void putRule(ObjectNode node, Rule rule) {
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

    /** Bounds that nothing is proven about, a bound that is a failed request, and an unknown duration are left out. */
    static void put(ObjectNode node, Weight weight) {
        node.put("samples", weight.samples())
                .put("looks", weight.looks())
                .put("decidedBy", weight.atTheEnd() ? "all samples" : "look")
                .put("allowed", weight.claim().allowed())
                .put("badToPass", weight.badToPass())
                .put("samplesToFail", weight.proof().samplesToFail())
                .put("badToFail", weight.proof().badToFail())
                .put("disturbed", weight.disturbed())
                .put("failed", weight.failed())
                .put("clumpingToPass", weight.proof().clumpingToPass())
                .put("clumpingToFail", weight.proof().clumpingToFail())
                .put("alpha", weight.rule().numbers().alpha())
                .put("tests", weight.tests());
        putFinite(node, "logEvidenceToPass", weight.proof().logPass());
        putFinite(node, "logEvidenceToFail", weight.proof().logFail());
        node.put("confirmed", weight.proof().confirmed());
        putFinite(node, "lower", weight.bounds().lower());
        putFinite(node, "upper", weight.bounds().upper());
        putFinite(node, "elapsedMs", weight.elapsedMs());
    }

    private static void putFinite(ObjectNode node, String name, double number) {
        if (Double.isFinite(number)) {
            node.put(name, number);
        }
    }
}
