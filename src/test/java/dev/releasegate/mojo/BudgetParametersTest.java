package dev.releasegate.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.releasegate.budget.BudgetException;
import dev.releasegate.budget.Budgets;
import dev.releasegate.budget.Limit;
import dev.releasegate.budget.Metric;
import dev.releasegate.budget.StepBudget;
import dev.releasegate.record.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BudgetParametersTest {
    @Test
    void names_and_values_become_limits() throws BudgetException {
        Budgets budgets = BudgetParameters.read(
                List.of(
                        Map.of("step", " cart ", "p95", "0.3s", "errorRate", "1%"),
                        Map.of("step", "search", "tool", "index", "max", "500")),
                "shop");

        assertThat(budgets.source()).isEqualTo("pom.xml");
        assertThat(budgets.steps())
                .containsExactly(
                        new StepBudget(
                                new Step("shop", "cart"),
                                List.of(new Limit(Metric.ERROR_RATE, 0.01), new Limit(Metric.P95, 300))),
                        new StepBudget(new Step("index", "search"), List.of(new Limit(Metric.MAX, 500))));
    }

    @Test
    void an_unknown_metric_is_told_with_the_nearest_one() {
        assertFault(
                Map.of("step", "cart", "P95", "300"),
                "pom.xml: <budget> of step cart: unknown metric <P95>; did you mean \"p95\"? Known are step, tool, avg,"
                        + " p5, p50, p75, p90, p95, p99, max, errorRate, unknownRate.");
        assertFault(
                Map.of("step", "cart", "errorrate", "0"),
                "pom.xml: <budget> of step cart: unknown metric <errorrate>; did you mean \"errorRate\"? Known are step,"
                        + " tool, avg, p5, p50, p75, p90, p95, p99, max, errorRate, unknownRate.");
        assertFault(
                Map.of("step", "cart", "throughput", "9"),
                "pom.xml: <budget> of step cart: unknown metric <throughput>. Known are step, tool, avg, p5, p50, p75,"
                        + " p90, p95, p99, max, errorRate, unknownRate.");
    }

    @Test
    void a_budget_without_a_step_is_refused() {
        assertFault(Map.of("p95", "300"), "pom.xml: <budgets>: <step> is missing in a <budget>");
        assertFault(Map.of("step", " ", "p95", "300"), "pom.xml: <budgets>: <step> is missing in a <budget>");
    }

    @Test
    void a_budget_without_a_limit_is_refused() {
        assertFault(
                Map.of("step", "cart"),
                "pom.xml: <budget> of step cart: there is no limit in it. Known are avg, p5, p50, p75, p90, p95, p99,"
                        + " max, errorRate, unknownRate.");
    }

    @Test
    void a_bad_value_is_told_with_its_place() {
        assertFault(
                Map.of("step", "cart", "p95", "fast"),
                "pom.xml: <budget> of step cart: p95 must be a duration such as 300, 300ms or 0.3s, but is \"fast\"");
        assertFault(
                Map.of("step", "cart", "p95", "0"),
                "pom.xml: <budget> of step cart: p95 must be a finite number of milliseconds greater than 0,"
                        + " but is 0.0");
        assertFault(
                Map.of("step", "cart", "errorRate", "101%"),
                "pom.xml: <budget> of step cart: errorRate must be from 0 to 1 (0 % to 100 %), but is 1.01");
    }

    @Test
    void an_empty_element_is_a_bad_value_and_not_a_missing_limit() {
        Map<String, String> budget = new HashMap<>(Map.of("step", "cart"));
        putNothing(budget, "p95");
        assertFault(
                budget,
                "pom.xml: <budget> of step cart: p95 must be a duration such as 300, 300ms or 0.3s, but is \"\"");
    }

    @Test
    void two_budgets_for_one_step_are_refused() {
        assertThatExceptionOfType(BudgetException.class)
                .isThrownBy(() -> BudgetParameters.read(
                        List.of(
                                Map.of("step", "cart", "p95", "300"),
                                Map.of("step", "cart", "tool", "shop", "max", "9")),
                        "shop"))
                .withMessage("pom.xml: <budgets>: two budgets for step \"cart\" of tool \"shop\"");
    }

    @Test
    void an_empty_tool_is_the_tool_of_the_service() throws BudgetException {
        assertThat(BudgetParameters.read(List.of(Map.of("step", "cart", "tool", " ", "p95", "300")), "shop"))
                .isEqualTo(BudgetParameters.read(List.of(Map.of("step", "cart", "p95", "300")), "shop"));
    }

    /** As Maven does for an empty element. */
    @SuppressWarnings("NullAway")
    private static void putNothing(Map<String, String> map, String name) {
        map.put(name, null);
    }

    private static void assertFault(Map<String, String> budget, String message) {
        assertThatExceptionOfType(BudgetException.class)
                .isThrownBy(() -> BudgetParameters.read(List.of(budget), "shop"))
                .withMessage(message);
    }
}
