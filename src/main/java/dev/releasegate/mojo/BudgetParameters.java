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
import java.util.stream.Stream;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * The element {@code <budgets>}, with one {@code <budget>} for each step. It is read as it stands and not bound to a bean,
 * because Maven's own message for an unknown element of a bean has no suggestion.
 */
final class BudgetParameters {
    private static final String SOURCE = "pom.xml";
    private static final List<String> ELEMENTS =
            Stream.concat(Stream.of("step", "tool"), Metric.labels().stream()).toList();

    private BudgetParameters() {}

    /**
     * The budgets as they are in the POM.
     *
     * @param tool of the steps that name none themselves
     */
    static Budgets read(PlexusConfiguration budgets, String tool) throws BudgetException {
        List<StepBudget> steps = new ArrayList<>();
        for (PlexusConfiguration budget : budgets.getChildren()) {
            if (!budget.getName().equals("budget")) {
                throw new BudgetException(SOURCE + ": unknown element <" + budget.getName() + "> in <budgets>"
                        + NearestName.hint(budget.getName(), List.of("budget")));
            }
            steps.add(step(budget, tool));
        }
        try {
            return new Budgets(SOURCE, steps);
        } catch (IllegalArgumentException e) {
            throw new BudgetException(SOURCE + ": <budgets>: " + e.getMessage());
        }
    }

    private static StepBudget step(PlexusConfiguration budget, String defaultTool) throws BudgetException {
        for (String once : List.of("step", "tool")) {
            if (budget.getChildren(once).length > 1) {
                throw new BudgetException(SOURCE + ": <" + once + "> stands twice in a <budget>");
            }
        }
        String name = text(budget.getChild("step", false), "").strip();
        if (name.isEmpty()) {
            throw new BudgetException(SOURCE + ": <step> is missing in a <budget>");
        }
        String tool = text(budget.getChild("tool", false), defaultTool).strip();
        String place = SOURCE + ": <budget> of step " + name + ": ";
        List<Limit> limits = new ArrayList<>();
        for (PlexusConfiguration element : budget.getChildren()) {
            if (!element.getName().equals("step") && !element.getName().equals("tool")) {
                limits.add(limit(place, element));
            }
        }
        if (limits.isEmpty()) {
            throw new BudgetException(
                    place + "there is no limit in it. Known are " + String.join(", ", Metric.labels()) + ".");
        }
        try {
            return new StepBudget(new Step(tool, name), limits);
        } catch (IllegalArgumentException e) {
            throw new BudgetException(place + e.getMessage());
        }
    }

    private static Limit limit(String place, PlexusConfiguration element) throws BudgetException {
        Metric metric = Metric.named(element.getName())
                .orElseThrow(() -> new BudgetException(place + "unknown metric <" + element.getName() + ">"
                        + NearestName.hint(element.getName(), ELEMENTS)));
        try {
            return Limit.parse(metric, text(element, ""));
        } catch (IllegalArgumentException e) {
            throw new BudgetException(place + e.getMessage());
        }
    }

    private static String text(@Nullable PlexusConfiguration element, String otherwise) {
        String value = element == null ? null : element.getValue();
        return value == null || value.isBlank() ? otherwise : value;
    }
}
