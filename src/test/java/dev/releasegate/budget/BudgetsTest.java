package dev.releasegate.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.releasegate.record.Step;
import dev.releasegate.summary.StepFilter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetsTest {
    @ParameterizedTest(name = "{0}: avg {1} ms, p95 {2} ms")
    @CsvSource({
        "health, 50, 100",
        "openapi, 75, 150",
        "registry_get, 100, 150",
        "registry_put, 120, 200",
        "resolve, 200, 300",
    })
    void the_built_in_budgets_are_those_of_the_registry(String step, double avg, double p95) {
        assertThat(Budgets.BUILT_IN.of(new Step("registry", step)).orElseThrow().limits())
                .containsExactly(
                        new Limit(Metric.AVG, avg),
                        new Limit(Metric.P95, p95),
                        new Limit(Metric.ERROR_RATE, 0),
                        new Limit(Metric.UNKNOWN_RATE, 0));
        assertThat(Budgets.BUILT_IN.steps()).hasSize(5);
    }

    @Test
    void errors_and_unknowns_that_nobody_allowed_are_limited_to_none() {
        Step step = new Step("registry", "resolve");
        Limit none = new Limit(Metric.ERROR_RATE, 0);
        Limit noneUnknown = new Limit(Metric.UNKNOWN_RATE, 0);
        Limit some = new Limit(Metric.ERROR_RATE, 0.01);
        assertThat(StepBudget.none(step).limits()).containsExactly(none, noneUnknown);
        assertThat(new StepBudget(step, List.of(some)).limits()).containsExactly(some, noneUnknown);
    }

    @Test
    void a_metric_is_limited_once() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StepBudget(
                        new Step("registry", "resolve"),
                        List.of(new Limit(Metric.P95, 300), new Limit(Metric.P95, 400))))
                .withMessage("p95 is limited twice");
    }

    @Test
    void a_step_has_one_budget() {
        StepBudget resolve = StepBudget.none(new Step("registry", "resolve"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Budgets("pom.xml", List.of(resolve, resolve)))
                .withMessage("two budgets for step \"resolve\" of tool \"registry\"");
        assertThat(new Budgets("pom.xml", List.of(resolve, StepBudget.none(new Step("a2a", "resolve")))).steps())
                .hasSize(2);
    }

    @Test
    void without_any_budget_nothing_could_pass() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Budgets("pom.xml", List.of()))
                .withMessage("there is no budget, so there is nothing that could pass");
    }

    @Test
    void a_name_that_is_no_step_has_no_budget() {
        assertThat(Budgets.BUILT_IN.of(new Step("registry", "constructor"))).isEmpty();
        assertThat(Budgets.BUILT_IN.of(new Step("Registry", "resolve"))).isEmpty();
    }

    @Test
    void only_the_budgets_that_were_asked_for_are_left() throws BudgetException {
        assertThat(Budgets.BUILT_IN.only(filter("registry", "resolve")).steps())
                .extracting(budget -> budget.step().name())
                .containsExactly("resolve");
        assertThat(Budgets.BUILT_IN.only(filter("registry", ""))).isEqualTo(Budgets.BUILT_IN);
        assertThat(Budgets.BUILT_IN.only(StepFilter.ALL)).isEqualTo(Budgets.BUILT_IN);
    }

    @ParameterizedTest(name = "tool \"{0}\", step \"{1}\"")
    @CsvSource(
            delimiter = '|',
            value = {
                "registry | resolv | tool=registry step=resolv; did you mean \"resolve\"? "
                        + "Known are health, openapi, registry_put, registry_get, resolve.",
                "'' | helth | step=helth; did you mean \"health\"? "
                        + "Known are health, openapi, registry_put, registry_get, resolve.",
                "registri | resolve | tool=registri step=resolve; did you mean \"registry\"? Known are registry.",
                "a2a | '' | tool=a2a. Known are registry.",
            })
    void a_filter_that_leaves_no_budget_is_told(String tool, String step, String fault) {
        assertThatExceptionOfType(BudgetException.class)
                .isThrownBy(() -> Budgets.BUILT_IN.only(filter(tool, step)))
                .withMessage("built-in: no budget for " + fault);
    }

    @Test
    void a_budget_for_a_step_that_is_not_measured_is_told() throws BudgetException {
        Budgets budgets = new Budgets(
                "pom.xml",
                List.of(StepBudget.none(new Step("shop", "search")), StepBudget.none(new Step("shop", "chekout"))));
        List<Step> measured =
                List.of(new Step("shop", "search"), new Step("shop", "checkout"), new Step("shop", "cart"));
        assertThatExceptionOfType(BudgetException.class)
                .isThrownBy(() -> budgets.requireSteps(measured))
                .withMessage("pom.xml: unknown step \"chekout\"; did you mean \"checkout\"?"
                        + " Known are search, checkout, cart.");
        budgets.only(filter("shop", "search")).requireSteps(measured);
    }

    private static StepFilter filter(String tool, String step) {
        return new StepFilter(
                Optional.of(tool).filter(name -> !name.isEmpty()),
                Optional.of(step).filter(name -> !name.isEmpty()));
    }
}
