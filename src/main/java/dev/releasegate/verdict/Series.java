package dev.releasegate.verdict;

import java.util.Arrays;
import java.util.BitSet;

/** The samples of one step in the order of time, as a test on slow samples sees them. */
public final class Series {
    private final BitSet doubtful = new BitSet();
    private double[] ms = new double[64];
    private int size;

    /** A request that was answered as expected after so many milliseconds, 0 or more. */
    public void answered(double latencyMs) {
        add(latencyMs);
    }

    /** A request that failed, however quickly: no caller would have waited for it, so it is slower than every limit. */
    public void failed() {
        add(Double.POSITIVE_INFINITY);
    }

    /** The sample added last proves nothing to the disadvantage of the service, because the machine was disturbed then. */
    public void doubtLast() {
        doubtful.set(size - 1);
    }

    public int size() {
        return size;
    }

    /** The latency of the i-th sample in milliseconds, counted from 0; infinite for a failed one. */
    public double ms(int i) {
        return ms[i];
    }

    /** Whether the i-th sample counts as slow when we would pass, and as fast when we would fail. */
    public boolean isDoubtful(int i) {
        return doubtful.get(i);
    }

    /** The samples from one (inclusive) to another one (exclusive) in order of size. */
    double[] sorted(int from, int to) {
        double[] part = Arrays.copyOfRange(ms, from, to);
        Arrays.sort(part);
        return part;
    }

    private void add(double latencyMs) {
        if (!(latencyMs >= 0)) {
            throw new IllegalArgumentException("a latency must be 0 ms or more, but is " + latencyMs);
        }
        if (size == ms.length) {
            ms = Arrays.copyOf(ms, size * 2);
        }
        ms[size++] = latencyMs;
    }
}
