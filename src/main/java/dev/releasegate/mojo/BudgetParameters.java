package dev.releasegate.mojo;

import dev.releasegate.budget.BudgetException;
import dev.releasegate.budget.Budgets;
import dev.releasegate.budget.Limit;
import dev.releasegate.budget.Metric;
import dev.releasegate.budget.NearestName;
import dev.releasegate.budget.StepBudget;
import dev.releasegate.record.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The element {@code <budgets>}: a list of names and values for each step. They are read as they stand and not bound to a
 * bean, because Maven's own message for an unknown name in a bean has no suggestion.
 */
final class BudgetParameters {
    private static final String SOURCE = "pom.xml";

    private BudgetParameters() {}

    /**
     * The budgets as they are in the POM.
     *
     * @param tool of the steps that name none themselves
     */
    static Budgets read(List<Map<String, String>> budgets, String tool) throws BudgetException {
        List<StepBudget> steps = new ArrayList<>();
        for (Map<String, String> budget : budgets) {
            steps.add(step(new TreeMap<>(budget), tool));
        }
        try {
            return new Budgets(SOURCE, steps);
        } catch (IllegalArgumentException e) {
            throw new BudgetException(SOURCE + ": <budgets>: " + e.getMessage());
        }
    }

    private static StepBudget step(Map<String, String> budget, String defaultTool) throws BudgetException {
        String name = budget.remove("step");
        String tool = budget.remove("tool");
        if (name == null || name.isBlank()) {
            throw new BudgetException(SOURCE + ": <budgets>: <step> is missing in a <budget>");
        }
        List<Limit> limits = new ArrayList<>();
        for (Map.Entry<String, String> entry : budget.entrySet()) {
            limits.add(limit(name, entry.getKey(), entry.getValue()));
        }
        if (limits.isEmpty()) {
            throw new BudgetException(SOURCE + ": <budget> of step " + name + ": there is no limit in it. Known are "
                    + String.join(", ", Metric.labels()) + ".");
        }
        return new StepBudget(new Step(tool == null ? defaultTool : tool.strip(), name.strip()), limits);
    }

    private static Limit limit(String step, String name, @Nullable String value) throws BudgetException {
        String place = SOURCE + ": <budget> of step " + step + ": ";
        Metric metric = Metric.named(name)
                .orElseThrow(() -> new BudgetException(place + "unknown metric <" + name + ">"
                        + NearestName.hint(
                                name,
                                Stream.concat(Stream.of("step", "tool"), Metric.labels().stream())
                                        .toList())));
        try {
            return Limit.parse(metric, value == null ? "" : value);
        } catch (IllegalArgumentException e) {
            throw new BudgetException(place + e.getMessage());
        }
    }
}
