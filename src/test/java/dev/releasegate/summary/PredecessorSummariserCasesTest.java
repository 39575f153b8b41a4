package dev.releasegate.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.releasegate.record.LogLine;
import dev.releasegate.record.PerfLogReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The 27 cases that the summariser of the predecessor was tested with: 6 of classification, 7 of percentiles, 7 of
 * statistics, 5 of monotony, 2 of unknown and error.
 *
 * <p>Both take the same samples. The predecessor interpolated between two of them (Hyndman and Fan 1996, definition 7,
 * the default of numpy); we take the nearest rank (definition 1). Where a table has both numbers, both are computed here
 * from the same samples, so that they differ by the definition and by nothing else.
 */
class PredecessorSummariserCasesTest {
    @TempDir
    private Path folder;

    // Classification: 6 cases

    @ParameterizedTest(name = "ok {0}: {1} success, {2} error, {3} unknown")
    @CsvSource({
        "true, 1, 0, 0",
        "false, 0, 1, 0",
        "missing, 0, 0, 1",
        "undefined, 0, 0, 1" /* JSON has no undefined: JavaScript leaves the key out */,
        "null, 0, 0, 1",
        "\"yes\", 0, 0, 1",
        // and more of the kind
        "\"true\", 0, 0, 1",
        "1, 0, 0, 1",
        "0, 0, 0, 1",
        "{}, 0, 0, 1",
        "[], 0, 0, 1",
    })
    void only_true_is_a_success_and_only_false_an_error(String ok, long success, long error, long unknown)
            throws IOException {
        assertThat(summaryOf(line(ok, 50)).counts()).isEqualTo(new Counts(success, error, unknown));
    }

    // Percentiles: 7 cases

    static Stream<Arguments> percentiles() {
        double[] oneToHundred = range(1, 100);
        return Stream.of(
                arguments("1..5", range(1, 5), 50, 3, 3),
                arguments("1..4", range(1, 4), 50, 2, 2.5),
                arguments("1..100", oneToHundred, 95, 95, 95.05),
                arguments("1..100", oneToHundred, 5, 5, 5.95),
                arguments("42", new double[] {42}, 5, 42, 42),
                arguments("42", new double[] {42}, 50, 42, 42),
                arguments("42", new double[] {42}, 95, 42, 42),
                arguments("10, 20", new double[] {10, 20}, 50, 10, 15),
                arguments("10, 20", new double[] {10, 20}, 100, 20, 20));
    }

    @ParameterizedTest(name = "p{2} of {0} is {3}, interpolated {4}")
    @MethodSource("percentiles")
    void a_percentile_is_a_sample_where_the_predecessor_interpolated(
            String name, double[] samples, int percent, double ours, double interpolated) {
        assertThat(interpolated(samples, percent)).isCloseTo(interpolated, within(1e-9));
        assertThat(of(samples).at(new Percentile(percent))).isEqualTo(ours);
        assertThat(samples).contains(ours);
    }

    /** The seventh case: of no sample its answer was null, which every limit then held against. */
    @Test
    void of_no_sample_there_is_no_percentile() {
        assertThatIllegalStateException()
                .isThrownBy(() -> of().at(new Percentile(95)))
                .withMessage("there is no sample");
    }

    /** Its p0 was the least sample; ours is the minimum by name. */
    @Test
    void the_least_sample_is_the_minimum() {
        assertThat(of(10, 20).min()).isEqualTo(10);
    }

    // Statistics: 7 cases

    static Stream<Arguments> statistics() {
        return Stream.of(
                // samples; count, min, max, mean; p5, p50, p95; interpolated p5, p50, p95
                arguments(
                        "10, 20..100",
                        DoubleStream.of(range(1, 10)).map(i -> i * 10).toArray(),
                        List.of(10.0, 10.0, 100.0, 55.0),
                        List.of(10.0, 50.0, 100.0),
                        List.of(14.5, 55.0, 95.5)),
                arguments(
                        "1..10",
                        range(1, 10),
                        List.of(10.0, 1.0, 10.0, 5.5),
                        List.of(1.0, 5.0, 10.0),
                        List.of(1.45, 5.5, 9.55)),
                arguments(
                        "42",
                        new double[] {42},
                        List.of(1.0, 42.0, 42.0, 42.0),
                        List.of(42.0, 42.0, 42.0),
                        List.of(42.0, 42.0, 42.0)),
                arguments(
                        "1.111, 2.222, 3.333" /* it rounded them to 2 decimals, we keep what was measured */,
                        new double[] {1.111, 2.222, 3.333},
                        List.of(3.0, 1.111, 3.333, 2.222),
                        List.of(1.111, 2.222, 3.333),
                        List.of(1.2221, 2.222, 3.2219)),
                arguments(
                        "1..1000",
                        range(1, 1000),
                        List.of(1000.0, 1.0, 1000.0, 500.5),
                        List.of(50.0, 500.0, 950.0),
                        List.of(50.95, 500.5, 950.05)),
                arguments(
                        "100 times 50",
                        times(100, 50),
                        List.of(100.0, 50.0, 50.0, 50.0),
                        List.of(50.0, 50.0, 50.0),
                        List.of(50.0, 50.0, 50.0)));
    }

    @ParameterizedTest(name = "{0}: p5, p50, p95 are {3}, interpolated {4}")
    @MethodSource("statistics")
    void statistics_differ_from_its_own_only_by_the_definition_of_the_percentile(
            String name, double[] samples, List<Double> plain, List<Double> ours, List<Double> interpolated) {
        Latencies latencies = of(samples);
        assertThat(List.of((double) latencies.size(), latencies.min(), latencies.max(), latencies.mean()))
                .isEqualTo(plain);
        assertThat(percentiles(latencies)).isEqualTo(ours);
        for (int i = 0; i < 3; i++) {
            assertThat(interpolated(samples, List.of(5, 50, 95).get(i))).isCloseTo(interpolated.get(i), within(1e-9));
        }
    }

    /** The case of no sample: a count of 0, and no statistic at all. */
    @Test
    void of_no_sample_the_count_is_0_and_there_is_no_mean() {
        assertThat(of().size()).isZero();
        assertThatIllegalStateException().isThrownBy(() -> of().mean()).withMessage("there is no sample");
    }

    // Monotony: 5 cases, and the one in which its check failed falsely

    static Stream<Arguments> samples_of_every_shape() {
        return Stream.of(
                arguments("1..100", range(1, 100)),
                arguments("90 x 10, 5 x 50, 5 x 100", joined(times(90, 10), times(5, 50), times(5, 100))),
                arguments("50 x 20, 50 x 80", joined(times(50, 20), times(50, 80))),
                arguments(
                        "33 latencies from 45 to 300",
                        IntStream.range(0, 33)
                                .mapToDouble(i -> 45 + i * i * 255 / 1024.0)
                                .toArray()),
                arguments("60 x 4.79", times(60, 4.79)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples_of_every_shape")
    void percentiles_never_fall(String name, double[] samples) {
        assertThat(percentiles(of(samples))).isSorted();
    }

    @Test
    void percentiles_of_random_samples_never_fall() {
        Random random = new Random(33);
        for (int set = 0; set < 100; set++) {
            double[] samples = random.doubles(10 + random.nextInt(100), 0, 1000).toArray();
            assertThat(percentiles(of(samples))).isSorted();
        }
    }

    /** Interpolation as a weighted sum leaves the samples: with 60 times 4.79 its p50 came out below its p5. */
    @Test
    void sixty_equal_samples_are_monotonic_where_its_check_said_they_are_not() {
        double[] samples = times(60, 4.79);
        assertThat(interpolated(samples, 50)).isLessThan(interpolated(samples, 5));
        assertThat(percentiles(of(samples))).containsExactly(4.79, 4.79, 4.79);
        assertThat(of(samples).mean()).isEqualTo(4.79);
    }

    // Unknown and error: 2 cases

    @Test
    void unknown_is_counted_apart_from_error() throws IOException {
        StepSummary summary = summaryOf(
                line("true", 50), line("false", 100), line("missing", 75), line("true", 60), line("null", 80));
        assertThat(summary.counts()).isEqualTo(new Counts(2, 1, 2));
    }

    @Test
    void neither_errors_nor_unknowns_have_a_latency_that_counts() throws IOException {
        StepSummary summary = summaryOf(
                line("true", 50), line("false", 5000), line("missing", 999), line("true", 60), line("true", 55));
        assertThat(summary.latencies().size()).isEqualTo(3);
        assertThat(summary.latencies().mean()).isEqualTo(55);
        assertThat(summary.latencies().max()).isEqualTo(60);
    }

    private StepSummary summaryOf(String... lines) throws IOException {
        Path log = Files.writeString(folder.resolve("perf.jsonl"), String.join("\n", lines) + "\n");
        Summarizer summarizer = new Summarizer(StepFilter.ALL);
        List<LogLine> seen = new ArrayList<>();
        PerfLogReader.read(log, line -> {
            seen.add(line);
            summarizer.accept(line);
        });
        assertThat(seen)
                .hasSize(lines.length)
                .allSatisfy(line -> assertThat(line).isInstanceOf(LogLine.Sample.class));
        return summarizer.summary().steps().get(0);
    }

    private static String line(String ok, int ms) {
        String end = switch (ok) {
            case "missing", "undefined" -> "";
            case "false" -> ",\"ok\":false,\"errorReason\":\"not_found\"";
            default -> ",\"ok\":" + ok;
        };
        return "{\"ts\":\"2026-11-23T16:44:10Z\",\"sessionId\":\"s1\",\"tool\":\"registry\",\"step\":\"resolve\",\"ms\":"
                + ms + end + "}";
    }

    /** Definition 7, computed as the predecessor did: lo * (1 - w) + hi * w at the index p / 100 * (n - 1). */
    private static double interpolated(double[] samples, int percent) {
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        double index = percent / 100.0 * (sorted.length - 1);
        int lower = (int) Math.floor(index);
        double weight = index - lower;
        return sorted[lower] * (1 - weight) + sorted[(int) Math.ceil(index)] * weight;
    }

    private static List<Double> percentiles(Latencies latencies) {
        return List.of(
                latencies.at(new Percentile(5)), latencies.at(new Percentile(50)), latencies.at(new Percentile(95)));
    }

    private static Latencies of(double... samples) {
        Latencies latencies = new Latencies();
        Arrays.stream(samples).forEach(latencies::add);
        return latencies;
    }

    private static double[] range(int first, int last) {
        return IntStream.rangeClosed(first, last).asDoubleStream().toArray();
    }

    private static double[] times(int count, double ms) {
        return DoubleStream.generate(() -> ms).limit(count).toArray();
    }

    private static double[] joined(double[]... parts) {
        return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
    }
}
