package dev.releasegate.summary;

import java.util.Arrays;
import java.util.function.DoubleConsumer;

/**
 * The latencies of one step in milliseconds, in the order they were measured, at 8 bytes each.
 *
 * <p>Percentiles are selected without sorting, so that the order of time stays and no second copy is needed. Every statistic is exact: a percentile is one of the samples.
 */
public final class Latencies {
    private final Doubles samples = new Doubles();
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private double sum;
    private double lost;

    Latencies() {}

    void add(double ms) {
        samples.add(ms);
        min = Math.min(min, ms);
        max = Math.max(max, ms);
        addToSum(ms);
    }

    public int size() {
        return samples.size();
    }

    public boolean isEmpty() {
        return samples.size() == 0;
    }

    /** The least sample in milliseconds. @throws IllegalStateException if there is none */
    public double min() {
        requireSamples();
        return min;
    }

    /** The greatest sample in milliseconds. @throws IllegalStateException if there is none */
    public double max() {
        requireSamples();
        return max;
    }

    /**
     * The arithmetic mean in milliseconds, summed with compensation (Neumaier 1974), so that a million small samples
     * beside a large one still count. It is kept within [min, max], where a rounded quotient might leave it: 60 samples
     * of 4.79 have the mean 4.79.
     *
     * @throws IllegalStateException if there is no sample
     */
    public double mean() {
        requireSamples();
        double mean = (sum + lost) / samples.size();
        return Math.max(min, Math.min(max, Double.isFinite(mean) ? mean : sumOfParts()));
    }

    /**
     * The sample at that percentile, nearest rank: the least sample that at least so many per cent of all samples do not
     * exceed (Hyndman and Fan 1996, definition 1). The p95 of 50 samples is the 48th of them in order of size.
     *
     * @throws IllegalStateException if there is no sample
     */
    public double at(Percentile percentile) {
        requireSamples();
        return select(percentile.rank(samples.size()));
    }

    /**
     * The sample of that rank in order of size.
     *
     * @param rank counted from 1
     * @throws IllegalArgumentException if there is no such sample
     */
    public double ranked(int rank) {
        if (rank < 1 || rank > samples.size()) {
            throw new IllegalArgumentException("there is no sample " + rank + " of " + samples.size());
        }
        return select(rank);
    }

    /** Hands every latency in milliseconds to the consumer, in the order of time. */
    public void forEach(DoubleConsumer consumer) {
        for (int i = 0; i < samples.size(); i++) {
            consumer.accept(samples.get(i));
        }
    }

    /**
     * The rank-th least sample, found digit by digit: doubles that are not negative are ordered as their bits are, so
     * four passes with 16 bits each narrow them down to one value.
     */
    private double select(int rank) {
        long prefix = 0;
        long remaining = rank;
        int[] counts = new int[1 << 16];
        for (int shift = 48; shift >= 0; shift -= 16) {
            count(counts, prefix, shift);
            int digit = 0;
            while (remaining > counts[digit]) {
                remaining -= counts[digit++];
            }
            prefix |= (long) digit << shift;
        }
        return Double.longBitsToDouble(prefix);
    }

    private void count(int[] counts, long prefix, int shift) {
        Arrays.fill(counts, 0);
        long mask = shift == 48 ? 0 : -1L << (shift + 16);
        for (int i = 0; i < samples.size(); i++) {
            long bits = Double.doubleToRawLongBits(samples.get(i));
            if ((bits & mask) == prefix) {
                counts[(int) (bits >>> shift) & 0xFFFF]++;
            }
        }
    }

    /** The mean where the sum itself is greater than any double: each sample is divided before it is added. */
    private double sumOfParts() {
        double parts = 0;
        for (int i = 0; i < samples.size(); i++) {
            parts += samples.get(i) / samples.size();
        }
        return parts;
    }

    private void addToSum(double ms) {
        double next = sum + ms;
        lost += sum >= ms ? (sum - next) + ms : (ms - next) + sum;
        sum = next;
    }

    private void requireSamples() {
        if (samples.size() == 0) {
            throw new IllegalStateException("there is no sample");
        }
    }
}
