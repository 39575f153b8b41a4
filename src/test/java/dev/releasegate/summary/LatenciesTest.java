package dev.releasegate.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LatenciesTest {
    static Stream<Arguments> kinds_of_latency() {
        Random random = new Random(95);
        return Stream.of(
                arguments("like a service", (DoubleSupplier) () -> Math.exp(random.nextGaussian()) * 20),
                arguments("with ties", (DoubleSupplier) () -> random.nextInt(7) * 0.25),
                arguments("mostly zero", (DoubleSupplier) () -> random.nextInt(5) == 0 ? random.nextDouble() : 0),
                arguments("subnormal", (DoubleSupplier) () -> Double.MIN_VALUE * random.nextInt(100_000)),
                arguments("huge", (DoubleSupplier) () -> Double.MAX_VALUE * random.nextDouble()),
                arguments("of every size", (DoubleSupplier) () -> anyFinite(random)),
                arguments("all the same", (DoubleSupplier) () -> 4.79));
    }

    @ParameterizedTest(name = "latencies {0}")
    @MethodSource("kinds_of_latency")
    void a_percentile_is_the_sample_that_sorting_would_give(String kind, DoubleSupplier source) {
        for (int size : new int[] {1, 2, 3, 19, 20, 21, 49, 50, 51, 99, 100, 1000, 1023, 1024, 1025, 2048, 3000}) {
            double[] samples = DoubleStream.generate(source).limit(size).toArray();
            Latencies latencies = of(samples);
            double[] sorted = samples.clone();
            Arrays.sort(sorted);
            for (int percent = 1; percent <= 100; percent++) {
                Percentile percentile = new Percentile(percent);
                assertThat(latencies.at(percentile))
                        .as("p%d of %d %s", percent, size, kind)
                        .isEqualTo(sorted[percentile.rank(size) - 1]);
            }
            assertThat(latencies.min()).isEqualTo(sorted[0]);
            assertThat(latencies.max()).isEqualTo(sorted[size - 1]);
            assertThat(latencies.mean()).isBetween(sorted[0], sorted[size - 1]);
        }
    }

    @Test
    void small_samples_beside_a_large_one_still_count() {
        double[] samples = new double[10_001];
        Arrays.fill(samples, 1);
        samples[0] = 1e16;
        assertThat(DoubleStream.of(samples).reduce(0, Double::sum)).isEqualTo(1e16); // what adding alone would lose
        assertThat(of(samples).mean()).isEqualTo((1e16 + 10_000) / 10_001);
        samples[0] = 1;
        samples[10_000] = 1e16;
        assertThat(of(samples).mean()).isEqualTo((1e16 + 10_000) / 10_001);
    }

    @ParameterizedTest(name = "{0} ms")
    @ValueSource(doubles = {0, 4.79, 0.1, 1.0 / 3, 299.99999999999994, Double.MIN_VALUE, 1e300, Double.MAX_VALUE})
    void the_mean_of_equal_samples_is_that_sample(double ms) {
        for (int size : new int[] {1, 2, 3, 7, 50, 60, 1000}) {
            double[] samples = new double[size];
            Arrays.fill(samples, ms);
            assertThat(of(samples).mean()).isEqualTo(ms);
        }
    }

    @Test
    void the_mean_of_samples_whose_sum_is_no_double_is_still_a_number() {
        assertThat(of(1e308, 1e308, 1e308, 1.5e308).mean()).isCloseTo(1.125e308, within(1e294));
    }

    @Test
    void the_order_of_time_is_kept() {
        Random random = new Random(1);
        double[] samples = random.doubles(2500).toArray();
        Latencies latencies = of(samples);
        latencies.at(new Percentile(95));
        DoubleStream.Builder seen = DoubleStream.builder();
        latencies.forEach(seen);
        assertThat(seen.build().toArray()).isEqualTo(samples);
        assertThat(latencies.size()).isEqualTo(2500);
    }

    @Test
    void of_no_sample_there_is_no_statistic() {
        Latencies none = new Latencies();
        assertThat(none.isEmpty()).isTrue();
        assertThat(none.size()).isZero();
        for (DoubleSupplier statistic :
                new DoubleSupplier[] {none::min, none::max, none::mean, () -> none.at(new Percentile(95))}) {
            assertThatIllegalStateException().isThrownBy(statistic::getAsDouble).withMessage("there is no sample");
        }
    }

    private static Latencies of(double... samples) {
        Latencies latencies = new Latencies();
        for (double ms : samples) {
            latencies.add(ms);
        }
        return latencies;
    }

    private static double anyFinite(Random random) {
        double ms = Double.NaN;
        while (!Double.isFinite(ms)) {
            ms = Double.longBitsToDouble(random.nextLong() & Long.MAX_VALUE);
        }
        return ms;
    }
}
