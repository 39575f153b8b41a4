package dev.releasegate.budget;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.releasegate.record.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BudgetFileTest {
    private static final String KNOWN_METRICS =
            "Known are avg, p5, p50, p75, p90, p95, p99, max, errorRate, unknownRate.";

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void place() {
        file = folder.resolve("budgets.json");
    }

    @Test
    void the_form_of_the_predecessor_is_read_unchanged() throws Exception {
        Budgets budgets = read("{\"version\":1,\"budgets\":{\"registry\":{\"resolve\":{\"avg\":200,\"p95\":300}}}}");
        assertThat(budgets.source()).isEqualTo("budgets.json");
        assertThat(budgets.steps())
                .containsExactly(new StepBudget(
                        new Step("registry", "resolve"),
                        List.of(
                                new Limit(Metric.AVG, 200),
                                new Limit(Metric.P95, 300),
                                new Limit(Metric.ERROR_RATE, 0),
                                new Limit(Metric.UNKNOWN_RATE, 0))));
    }

    @Test
    void a_file_may_say_when_it_was_made_and_hold_several_tools() throws Exception {
        Budgets budgets = read("""
                {
                  "$schema": "https://example.org/budgets.json",
                  "version": 1,
                  "generated_at": "2025-10-20T00:00:00Z",
                  "budgets": {
                    "wsap": { "import": { "avg": 200, "p95": 400 } },
                    "release:canary": { "a2a.echo": { "avg": 120, "p95": 200 } },
                    "registry": { "health": { "avg": 50 }, "resolve": { "p95": 300 } }
                  }
                }
                """);
        assertThat(budgets.steps())
                .extracting(StepBudget::step)
                .containsExactly(
                        new Step("wsap", "import"),
                        new Step("release:canary", "a2a.echo"),
                        new Step("registry", "health"),
                        new Step("registry", "resolve"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"300", "300.0", "3e2", "'\"300\"'", "'\"300ms\"'", "'\"0.3s\"'"})
    void a_duration_may_be_written_in_several_ways(String value) throws Exception {
        assertThat(limits("{\"p95\":" + value + "}")).contains(new Limit(Metric.P95, 300));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"0.01", "1e-2", "'\"0.01\"'", "'\"1%\"'"})
    void a_share_may_be_written_in_several_ways(String value) throws Exception {
        assertThat(limits("{\"errorRate\":" + value + "}"))
                .containsExactly(new Limit(Metric.ERROR_RATE, 0.01), new Limit(Metric.UNKNOWN_RATE, 0));
    }

    @Test
    void every_metric_can_be_limited() throws Exception {
        assertThat(limits("{\"avg\":1,\"p5\":2,\"p50\":3,\"p75\":4,\"p90\":5,\"p95\":6,\"p99\":7,\"max\":8,"
                        + "\"errorRate\":0.1,\"unknownRate\":\"20%\"}"))
                .containsExactly(
                        new Limit(Metric.AVG, 1),
                        new Limit(Metric.P5, 2),
                        new Limit(Metric.P50, 3),
                        new Limit(Metric.P75, 4),
                        new Limit(Metric.P90, 5),
                        new Limit(Metric.P95, 6),
                        new Limit(Metric.P99, 7),
                        new Limit(Metric.MAX, 8),
                        new Limit(Metric.ERROR_RATE, 0.1),
                        new Limit(Metric.UNKNOWN_RATE, 0.2));
    }

    static Stream<Arguments> limits_that_are_wrong() {
        String resolve = "budgets.json#/budgets/registry/resolve";
        String notFinite = "p95 must be a finite number of milliseconds greater than 0, but is ";
        return Stream.of(
                arguments(
                        "{\"p59\":300}",
                        resolve + "/p59: unknown metric \"p59\"; did you mean \"p95\"? " + KNOWN_METRICS),
                arguments(
                        "{\"errorrate\":0}",
                        resolve + "/errorrate: unknown metric \"errorrate\"; did you mean \"errorRate\"? "
                                + KNOWN_METRICS),
                arguments("{\"latency\":300}", resolve + "/latency: unknown metric \"latency\". " + KNOWN_METRICS),
                arguments("{\"a/b~c\":300}", resolve + "/a~1b~0c: unknown metric \"a/b~c\". " + KNOWN_METRICS),
                arguments("{\"p95\":-1}", resolve + "/p95: " + notFinite + "-1.0"),
                arguments("{\"p95\":0}", resolve + "/p95: " + notFinite + "0.0"),
                arguments("{\"p95\":1e400}", resolve + "/p95: " + notFinite + "Infinity"),
                arguments(
                        "{\"p95\":\"300 lightyears\"}",
                        resolve + "/p95: p95 must be a duration such as 300, 300ms or 0.3s, but is \"300 lightyears\""),
                arguments(
                        "{\"p95\":\"-1\"}",
                        resolve + "/p95: p95 must be a duration such as 300, 300ms or 0.3s, but is \"-1\""),
                arguments("{\"p95\":\"0\"}", resolve + "/p95: " + notFinite + "0.0"),
                arguments(
                        "{\"p95\":null}", resolve + "/p95: must be a number or a text such as \"300ms\", but is null"),
                arguments(
                        "{\"p95\":true}", resolve + "/p95: must be a number or a text such as \"300ms\", but is true"),
                arguments(
                        "{\"p95\":[300]}",
                        resolve + "/p95: must be a number or a text such as \"300ms\", but is [300]"),
                arguments(
                        "{\"p95\":{\"ms\":300}}",
                        resolve + "/p95: must be a number or a text such as \"300ms\", but is {\"ms\":300}"),
                arguments(
                        "{\"errorRate\":5}",
                        resolve + "/errorRate: errorRate must be from 0 to 1 (0 % to 100 %), but is 5.0"),
                arguments(
                        "{\"errorRate\":-0.1}",
                        resolve + "/errorRate: errorRate must be from 0 to 1 (0 % to 100 %), but is -0.1"),
                arguments(
                        "{\"errorRate\":\"few\"}",
                        resolve + "/errorRate: errorRate must be a share such as 0.01 or 1%, but is \"few\""),
                arguments("{}", resolve + ": there is no limit in it. " + KNOWN_METRICS),
                arguments("[]", resolve + ": must be an object, but is []"),
                arguments("300", resolve + ": must be an object, but is 300"),
                arguments("null", resolve + ": must be an object, but is null"),
                arguments(
                        "{\"p95\":NaN}",
                        "budgets.json:1: not JSON: Non-standard token 'NaN': enable `JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS` to allow"),
                arguments("{\"p95\":300,\"p95\":3000}", "budgets.json:1: not JSON: Duplicate field 'p95'"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("limits_that_are_wrong")
    void a_wrong_limit_is_told_with_its_place(String limits, String message) throws IOException {
        assertRefused("{\"version\":1,\"budgets\":{\"registry\":{\"resolve\":" + limits + "}}}", message);
    }

    static Stream<Arguments> files_that_are_wrong() {
        String known = "Known are version, generated_at, $schema, budgets.";
        String budgets = "\"budgets\":{\"registry\":{\"resolve\":{\"p95\":300}}}";
        return Stream.of(
                arguments("", "budgets.json#: must be an object, but is empty"),
                arguments("null", "budgets.json#: must be an object, but is null"),
                arguments("[]", "budgets.json#: must be an object, but is []"),
                arguments("{}", "budgets.json#/budgets: is missing"),
                arguments("{\"version\":1}", "budgets.json#/budgets: is missing"),
                arguments("{\"version\":2," + budgets + "}", "budgets.json#/version: must be 1, but is 2"),
                arguments("{\"version\":1.5," + budgets + "}", "budgets.json#/version: must be 1, but is 1.5"),
                arguments("{\"version\":\"1\"," + budgets + "}", "budgets.json#/version: must be 1, but is \"1\""),
                arguments("{\"version\":null," + budgets + "}", "budgets.json#/version: must be 1, but is null"),
                arguments(
                        "{\"verson\":1," + budgets + "}",
                        "budgets.json#/verson: unknown key; did you mean \"version\"? " + known),
                arguments(
                        "{\"budget\":{},\"version\":1}",
                        "budgets.json#/budget: unknown key; did you mean \"budgets\"? " + known),
                arguments("{\"thresholds\":{}," + budgets + "}", "budgets.json#/thresholds: unknown key. " + known),
                arguments("{\"budgets\":{}}", "budgets.json#/budgets: there is no budget in it"),
                arguments("{\"budgets\":{\"registry\":{}}}", "budgets.json#/budgets: there is no budget in it"),
                arguments("{\"budgets\":[]}", "budgets.json#/budgets: must be an object, but is []"),
                arguments("{\"budgets\":null}", "budgets.json#/budgets: must be an object, but is null"),
                arguments(
                        "{\"budgets\":{\"registry\":[]}}",
                        "budgets.json#/budgets/registry: must be an object, but is []"),
                arguments(
                        "{\"budgets\":{\"registry\":{\" \":{\"p95\":300}}}}",
                        "budgets.json#/budgets/registry/ : \"step\" must not be blank"),
                arguments(
                        "{\"budgets\":{\"\":{\"resolve\":{\"p95\":300}}}}",
                        "budgets.json#/budgets//resolve: \"tool\" must not be blank"),
                arguments(
                        "{\"budgets\":{\"registry\":{\n\"resolve\":{\"p95\":300},\n\"resolve\":{\"p95\":3000}}}}",
                        "budgets.json:3: not JSON: Duplicate field 'resolve'"),
                arguments(
                        "{\"budgets\":{\"registry\":{\"resolve\":{\"p95\":300}},\n\"registry\":{}}}",
                        "budgets.json:2: not JSON: Duplicate field 'registry'"),
                arguments(
                        "{" + budgets + "} {}",
                        "budgets.json:1: not JSON: Trailing token (of type START_OBJECT) found after value (bound as `com.fasterxml.jackson.databind.JsonNode`): not allowed as per `DeserializationFeature.FAIL_ON_TRAILING_TOKENS`"),
                arguments(
                        "{\n" + budgets + "\n",
                        "budgets.json:3: not JSON: Unexpected end-of-input: expected close marker for Object (start marker at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 1])"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files_that_are_wrong")
    void a_wrong_file_is_told_with_its_place(String text, String message) throws IOException {
        assertRefused(text, message);
    }

    @Test
    void a_missing_file_is_told() {
        assertThatExceptionOfType(BudgetException.class)
                .isThrownBy(() -> BudgetFile.read(file))
                .withMessage("cannot read the budgets file " + file + ": java.nio.file.NoSuchFileException: " + file);
    }

    private List<Limit> limits(String limits) throws IOException, BudgetException {
        return read("{\"budgets\":{\"registry\":{\"resolve\":" + limits + "}}}")
                .steps()
                .get(0)
                .limits();
    }

    private Budgets read(String text) throws IOException, BudgetException {
        Files.write(file, text.getBytes(UTF_8));
        return BudgetFile.read(file);
    }

    private void assertRefused(String text, String message) throws IOException {
        Files.writeString(file, text);
        assertThatExceptionOfType(BudgetException.class)
                .isThrownBy(() -> BudgetFile.read(file))
                .withMessage(message);
    }
}
