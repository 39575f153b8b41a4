package dev.releasegate.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasegate.summary.SampleLog;
import dev.releasegate.summary.StepSummary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricTest {
    @ParameterizedTest(name = "{0} of 1..200 ms, 40 errors and 10 unknown is {1}")
    @CsvSource({
        "avg, 100.5",
        "p5, 12", // of 240 known ones, the failed ones last
        "p50, 120",
        "p75, 180",
        "p90, Infinity",
        "p95, Infinity",
        "p99, Infinity",
        "max, Infinity",
        "errorRate, 0.16666666666666666",
        "unknownRate, 0.04",
    })
    void a_failed_request_is_slower_than_every_answer(String label, double measured) {
        SampleLog log = new SampleLog().failed(40, "resolve", "read_timeout").unknown(10, "resolve");
        for (int ms = 200; ms >= 1; ms--) {
            log.ok("resolve", ms);
        }
        StepSummary resolve = log.of("resolve");
        assertThat(Metric.named(label).orElseThrow().of(resolve)).hasValue(measured);
    }

    @Test
    void a_metric_is_known_by_its_name_letter_by_letter() {
        assertThat(Metric.labels())
                .containsExactly("avg", "p5", "p50", "p75", "p90", "p95", "p99", "max", "errorRate", "unknownRate");
        assertThat(Metric.named("P95")).isEmpty();
        assertThat(Metric.named("P_95")).isEmpty();
        assertThat(Metric.named("")).isEmpty();
    }
}
