package dev.releasegate.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.releasegate.budget.BudgetException;
import dev.releasegate.budget.Budgets;
import dev.releasegate.budget.Limit;
import dev.releasegate.budget.Metric;
import dev.releasegate.budget.StepBudget;
import dev.releasegate.record.Step;
import java.util.List;
import java.util.stream.Stream;
import org.codehaus.plexus.configuration.DefaultPlexusConfiguration;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.junit.jupiter.api.Test;

class BudgetParametersTest {
    @Test
    void names_and_values_become_limits() throws BudgetException {
        Budgets budgets = BudgetParameters.read(
                budgets(
                        budget("step", " cart ", "p95", "0.3s", "errorRate", "1%"),
                        budget("step", "search", "tool", "index", "max", "500")),
                "shop");

        assertThat(budgets.source()).isEqualTo("pom.xml");
        assertThat(budgets.steps())
                .containsExactly(
                        new StepBudget(
                                new Step("shop", "cart"),
                                List.of(new Limit(Metric.P95, 300), new Limit(Metric.ERROR_RATE, 0.01))),
                        new StepBudget(new Step("index", "search"), List.of(new Limit(Metric.MAX, 500))));
    }

    @Test
    void an_unknown_metric_is_told_with_the_nearest_one() {
        assertFault(
                budget("step", "cart", "P95", "300"),
                "pom.xml: <budget> of step cart: unknown metric <P95>; did you mean \"p95\"? Known are step, tool, avg,"
                        + " p5, p50, p75, p90, p95, p99, max, errorRate, unknownRate.");
        assertFault(
                budget("step", "cart", "errorrate", "0"),
                "pom.xml: <budget> of step cart: unknown metric <errorrate>; did you mean \"errorRate\"? Known are step,"
                        + " tool, avg, p5, p50, p75, p90, p95, p99, max, errorRate, unknownRate.");
        assertFault(
                budget("step", "cart", "throughput", "9"),
                "pom.xml: <budget> of step cart: unknown metric <throughput>. Known are step, tool, avg, p5, p50, p75,"
                        + " p90, p95, p99, max, errorRate, unknownRate.");
    }

    @Test
    void a_budget_without_a_step_is_refused() {
        assertFault(budget("p95", "300"), "pom.xml: <step> is missing in a <budget>");
        assertFault(budget("step", " ", "p95", "300"), "pom.xml: <step> is missing in a <budget>");
    }

    @Test
    void a_budget_without_a_limit_is_refused() {
        assertFault(
                budget("step", "cart"),
                "pom.xml: <budget> of step cart: there is no limit in it. Known are avg, p5, p50, p75, p90, p95, p99,"
                        + " max, errorRate, unknownRate.");
    }

    @Test
    void a_bad_value_is_told_with_its_place() {
        assertFault(
                budget("step", "cart", "p95", "fast"),
                "pom.xml: <budget> of step cart: p95 must be a duration such as 300, 300ms or 0.3s, but is \"fast\"");
        assertFault(
                budget("step", "cart", "p95", "0"),
                "pom.xml: <budget> of step cart: p95 must be a finite number of milliseconds greater than 0,"
                        + " but is 0.0");
        assertFault(
                budget("step", "cart", "errorRate", "101%"),
                "pom.xml: <budget> of step cart: errorRate must be from 0 to 1 (0 % to 100 %), but is 1.01");
    }

    @Test
    void an_empty_element_is_a_bad_value_and_not_a_missing_limit() {
        assertFault(
                budget("step", "cart", "p95", ""),
                "pom.xml: <budget> of step cart: p95 must be a duration such as 300, 300ms or 0.3s, but is \"\"");
    }

    @Test
    void two_budgets_for_one_step_are_refused() {
        assertThatExceptionOfType(BudgetException.class)
                .isThrownBy(() -> BudgetParameters.read(
                        budgets(
                                budget("step", "cart", "p95", "300"),
                                budget("step", "cart", "tool", "shop", "max", "9")),
                        "shop"))
                .withMessage("pom.xml: <budgets>: two budgets for step \"cart\" of tool \"shop\"");
    }

    @Test
    void an_empty_tool_is_the_tool_of_the_service() throws BudgetException {
        assertThat(BudgetParameters.read(budgets(budget("step", "cart", "tool", " ", "p95", "300")), "shop"))
                .isEqualTo(BudgetParameters.read(budgets(budget("step", "cart", "p95", "300")), "shop"));
    }

    @Test
    void an_element_that_is_no_budget_is_told() {
        DefaultPlexusConfiguration budgets = new DefaultPlexusConfiguration("budgets");
        budgets.addChild(new DefaultPlexusConfiguration("bugdet"));
        assertThatExceptionOfType(BudgetException.class)
                .isThrownBy(() -> BudgetParameters.read(budgets, "shop"))
                .withMessage(
                        "pom.xml: unknown element <bugdet> in <budgets>; did you mean \"budget\"? Known are budget.");
    }

    @Test
    void no_budget_at_all_is_refused() {
        assertThatExceptionOfType(BudgetException.class)
                .isThrownBy(() -> BudgetParameters.read(budgets(), "shop"))
                .withMessage("pom.xml: <budgets>: there is no budget, so there is nothing that could pass");
    }

    private static PlexusConfiguration budgets(PlexusConfiguration... budgets) {
        DefaultPlexusConfiguration all = new DefaultPlexusConfiguration("budgets");
        Stream.of(budgets).forEach(all::addChild);
        return all;
    }

    /** A budget of names and values in turn. */
    private static PlexusConfiguration budget(String... namesAndValues) {
        DefaultPlexusConfiguration budget = new DefaultPlexusConfiguration("budget");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            budget.addChild(namesAndValues[i], namesAndValues[i + 1]);
        }
        return budget;
    }

    private static void assertFault(PlexusConfiguration budget, String message) {
        assertThatExceptionOfType(BudgetException.class)
                .isThrownBy(() -> BudgetParameters.read(budgets(budget), "shop"))
                .withMessage(message);
    }
}
