package dev.releasegate.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
    @ParameterizedTest(name = "{0} was meant to be {1}")
    @CsvSource({
        "p59, p95" /* swapped, which is likelier than one digit too many (p5) or wrong (p50, p99) */,
        "p96, p90" /* p95 and p99 are as near: the first by name */,
        "P95, p95",
        "p9, p5" /* as near as p90 */,
        "p75ms, ''" /* two edits in three letters are too many */,
        "averge, ''",
        "av, avg",
        "avgg, avg",
        "vag, avg",
        "maximum, ''",
        "mx, max",
        "errorrate, errorRate",
        "erorRate, errorRate",
        "errrRat, errorRate",
        "error_rate, errorRate",
        "unknownrat, unknownRate",
        "'', ''",
        "throughput, ''",
    })
    void a_misspelt_metric_finds_what_it_was_meant_to_be(String name, String meant) {
        assertThat(NearestName.to(name, Metric.labels()).orElse("")).isEqualTo(meant);
    }

    @Test
    void equally_near_names_are_taken_in_the_order_of_the_alphabet() {
        assertThat(NearestName.to("bat", List.of("cat", "bar", "hat"))).contains("bar");
    }

    @Test
    void the_hint_names_what_there_is() {
        assertThat(NearestName.hint("resolv", List.of("resolve", "health", "resolve")))
                .isEqualTo("; did you mean \"resolve\"? Known are resolve, health.");
        assertThat(NearestName.hint("everything", List.of("resolve", "health")))
                .isEqualTo(". Known are resolve, health.");
    }
}
