package dev.releasegate.budget;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.releasegate.record.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads budgets from a JSON file, such as
 *
 * <pre>{"version":1,"budgets":{"registry":{"resolve":{"avg":200,"p95":"300ms","errorRate":"1%"}}}}</pre>
 *
 * Every fault is told with the JSON pointer of its place.
 */
public final class BudgetFile {
    private static final List<String> KEYS = List.of("version", "generated_at", "$schema", "budgets");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String name;

    private BudgetFile(String name) {
        this.name = name;
    }

    /**
     * Reads the budgets of a file.
     *
     * @throws BudgetException if the file is missing, not JSON, or has anything in it that is not a budget
     */
    public static Budgets read(Path file) throws BudgetException {
        String name = String.valueOf(file.getFileName());
        return new BudgetFile(name).budgets(parse(name, file));
    }

    private static JsonNode parse(String name, Path file) throws BudgetException {
        try {
            return JSON.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            String place = e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr();
            throw new BudgetException(name + place + ": not JSON: "
                    + e.getOriginalMessage().lines().findFirst().orElse("unreadable"));
        } catch (IOException e) {
            throw new BudgetException("cannot read the budgets file " + file + ": " + e);
        }
    }

    private Budgets budgets(JsonNode root) throws BudgetException {
        requireObject(root, JsonPointer.empty());
        for (String key : (Iterable<String>) root::fieldNames) {
            if (!KEYS.contains(key)) {
                throw fault(JsonPointer.empty().appendProperty(key), "unknown key" + NearestName.hint(key, KEYS));
            }
        }
        if (root.has("version")
                && !(root.path("version").isInt() && root.path("version").asInt() == 1)) {
            throw fault(JsonPointer.compile("/version"), "must be 1, but is " + root.path("version"));
        }
        if (!root.has("budgets")) {
            throw fault(JsonPointer.compile("/budgets"), "is missing");
        }
        JsonPointer place = JsonPointer.compile("/budgets");
        List<StepBudget> steps = new ArrayList<>();
        for (Map.Entry<String, JsonNode> tool : fields(root.path("budgets"), place)) {
            JsonPointer toolPlace = place.appendProperty(tool.getKey());
            for (Map.Entry<String, JsonNode> step : fields(tool.getValue(), toolPlace)) {
                steps.add(step(tool.getKey(), step, toolPlace.appendProperty(step.getKey())));
            }
        }
        if (steps.isEmpty()) {
            throw fault(place, "there is no budget in it");
        }
        return new Budgets(name, steps);
    }

    private StepBudget step(String tool, Map.Entry<String, JsonNode> step, JsonPointer place) throws BudgetException {
        List<Limit> limits = new ArrayList<>();
        for (Map.Entry<String, JsonNode> limit : fields(step.getValue(), place)) {
            limits.add(limit(limit, place.appendProperty(limit.getKey())));
        }
        if (limits.isEmpty()) {
            throw fault(place, "there is no limit in it. Known are " + String.join(", ", Metric.labels()) + ".");
        }
        try {
            return new StepBudget(new Step(tool, step.getKey()), limits);
        } catch (IllegalArgumentException e) {
            throw fault(place, String.valueOf(e.getMessage()));
        }
    }

    private Limit limit(Map.Entry<String, JsonNode> limit, JsonPointer place) throws BudgetException {
        Metric metric = Metric.named(limit.getKey())
                .orElseThrow(() -> fault(
                        place,
                        "unknown metric \"" + limit.getKey() + "\""
                                + NearestName.hint(limit.getKey(), Metric.labels())));
        try {
            JsonNode value = limit.getValue();
            if (value.isNumber()) {
                return new Limit(metric, value.doubleValue());
            }
            if (value.isTextual()) {
                return Limit.parse(metric, value.textValue());
            }
            throw fault(place, "must be a number or a text such as \"300ms\", but is " + value);
        } catch (IllegalArgumentException e) {
            throw fault(place, String.valueOf(e.getMessage()));
        }
    }

    private Iterable<Map.Entry<String, JsonNode>> fields(JsonNode node, JsonPointer place) throws BudgetException {
        requireObject(node, place);
        return node.properties();
    }

    private void requireObject(JsonNode node, JsonPointer place) throws BudgetException {
        if (!node.isObject()) {
            throw fault(place, "must be an object, but is " + (node.isMissingNode() ? "empty" : node));
        }
    }

    private BudgetException fault(JsonPointer place, String what) {
        return new BudgetException(name + "#" + place + ": " + what);
    }
}
