package dev.releasegate.budget;

import dev.releasegate.record.Step;
import dev.releasegate.summary.StepFilter;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a release is allowed.
 *
 * @param source where it was written, for people: a file name, {@code pom.xml}, or {@code built-in}
 * @param steps one budget for each step, at least one
 */
public record Budgets(String source, List<StepBudget> steps) {
    /** What the embedded Registry is allowed when nobody says otherwise, in milliseconds. */
    public static final Budgets BUILT_IN = new Budgets(
            "built-in",
            List.of(
                    builtIn("health", 50, 100),
                    builtIn("openapi", 75, 150),
                    builtIn("registry_put", 120, 200),
                    builtIn("registry_get", 100, 150),
                    builtIn("resolve", 200, 300)));

    /** @throws IllegalArgumentException if there is no budget, or two for one step */
    public Budgets {
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("there is no budget, so there is nothing that could pass");
        }
        Set<Step> seen = new HashSet<>();
        for (StepBudget budget : steps) {
            if (!seen.add(budget.step())) {
                throw new IllegalArgumentException("two budgets for step \""
                        + budget.step().name() + "\" of tool \"" + budget.step().tool() + "\"");
            }
        }
    }

    /** The budget of that step, or empty. */
    public Optional<StepBudget> of(Step step) {
        return steps.stream().filter(budget -> budget.step().equals(step)).findFirst();
    }

    /**
     * Only the budgets that the filter accepts.
     *
     * @throws BudgetException if none is left, naming what there is
     */
    public Budgets only(StepFilter filter) throws BudgetException {
        List<StepBudget> left =
                steps.stream().filter(budget -> filter.accepts(budget.step())).toList();
        if (left.isEmpty()) {
            throw new BudgetException(source + ": no budget for " + filter.words() + nearest(filter));
        }
        return new Budgets(source, left);
    }

    /**
     * Checks that every budget is for a step that is measured.
     *
     * @throws BudgetException if one is not, with the nearest step that is
     */
    public void requireSteps(Collection<Step> measured) throws BudgetException {
        for (StepBudget budget : steps) {
            if (!measured.contains(budget.step())) {
                throw new BudgetException(
                        source + ": unknown step \"" + budget.step().name() + "\""
                                + NearestName.hint(
                                        budget.step().name(),
                                        measured.stream().map(Step::name).toList()));
            }
        }
    }

    private String nearest(StepFilter filter) {
        List<String> tools =
                steps.stream().map(budget -> budget.step().tool()).distinct().toList();
        Optional<String> wrongTool = filter.tool().filter(tool -> !tools.contains(tool));
        if (wrongTool.isPresent()) {
            return NearestName.hint(wrongTool.get(), tools);
        }
        List<String> names = steps.stream().map(budget -> budget.step().name()).toList();
        return NearestName.hint(filter.step().orElse(""), names);
    }

    private static StepBudget builtIn(String step, double avgMs, double p95Ms) {
        return new StepBudget(
                new Step("registry", step), List.of(new Limit(Metric.AVG, avgMs), new Limit(Metric.P95, p95Ms)));
    }
}
