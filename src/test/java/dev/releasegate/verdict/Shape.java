package dev.releasegate.verdict;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** How the latencies of a service are spread and hang together; each shape is scaled to a true p95, or a true mean, of 1 ms. */
enum Shape {
    TIGHT("tight", random -> independent(random, 0.1, 0, 1)),
    MODERATE("moderate", random -> independent(random, 0.5, 0, 1)),
    HEAVY("heavy", random -> independent(random, 1, 0, 1)),
    BIMODAL("bimodal", random -> independent(random, 0.25, 0.10, 6)),
    SPIKY("GC-spiky", random -> independent(random, 0.3, 0.03, 12)),
    AR_7("AR(1) .7", random -> autoregressive(random, 0.7)),
    AR_95("AR(1) .95", random -> autoregressive(random, 0.95)),
    BURSTS("GC bursts", random -> bursts(random, 0.3));

    private static final double SIGMA = 0.5;

    private final String words;

    @SuppressWarnings("ImmutableEnumChecker") // it makes sources and keeps nothing
    private final Kind kind;

    private final double trueP95;
    private final double trueMean;

    Shape(String words, Kind kind) {
        this.words = words;
        this.kind = kind;
        Source source = kind.source(new SplittableRandom(95));
        double[] many = new double[2_000_000];
        Arrays.setAll(many, i -> source.next());
        this.trueMean = Arrays.stream(many).average().orElseThrow();
        Arrays.sort(many);
        this.trueP95 = many[many.length * 95 / 100 - 1];
    }

    /** Whether its samples are independent and not far spread. */
    boolean isEasy() {
        return this == TIGHT || this == MODERATE || this == BIMODAL;
    }

    /** An endless source of latencies with a true p95 of 1 ms. */
    Source source(long seed) {
        return scaled(seed, trueP95);
    }

    /** An endless source of latencies with a true mean of 1 ms. */
    Source sourceByMean(long seed) {
        return scaled(seed, trueMean);
    }

    private Source scaled(long seed, double unit) {
        Source raw = kind.source(new SplittableRandom(seed));
        return () -> raw.next() / unit;
    }

    @Override
    public String toString() {
        return words;
    }

    /** The next latency in ms, in the order of time. */
    @FunctionalInterface
    interface Source {
        double next();
    }

    /** A shape that is not yet scaled. */
    @FunctionalInterface
    private interface Kind {
        Source source(RandomGenerator random);
    }

    private static Source independent(RandomGenerator random, double sigma, double share, double times) {
        return () -> Math.exp(sigma * random.nextGaussian()) * (random.nextDouble() < share ? times : 1);
    }

    private static Source autoregressive(RandomGenerator random, double phi) {
        double[] state = {random.nextGaussian()};
        return () -> {
            state[0] = phi * state[0] + Math.sqrt(1 - phi * phi) * random.nextGaussian();
            return Math.exp(SIGMA * state[0]);
        };
    }

    /** Of all samples 3 % are 12 times slower, five in a row. */
    private static Source bursts(RandomGenerator random, double sigma) {
        int[] left = {0};
        return () -> {
            if (left[0] == 0 && random.nextDouble() < 0.03 / 5 / (1 - 0.03 + 0.03 / 5)) {
                left[0] = 5;
            }
            boolean slow = left[0] > 0;
            left[0] -= slow ? 1 : 0;
            return Math.exp(sigma * random.nextGaussian()) * (slow ? 12 : 1);
        };
    }
}
