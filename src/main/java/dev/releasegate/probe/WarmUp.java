package dev.releasegate.probe;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Finds out when a service has warmed up. Its steps are asked in rounds, back to back; after 200, 400, 800 and 1,600 rounds
 * each step must have stopped getting faster: the median of its newer half must be at least 95 % of the median of its
 * older half, or differ from it by less than what matters.
 */
public final class WarmUp {
    /** After so many rounds nothing more is expected of it. */
    public static final int MOST_ROUNDS = 1_600;

    private static final int FIRST_LOOK = 200;

    /** In fewer rounds than that nothing can be seen. */
    private static final int LEAST_ROUNDS = 20;

    private static final double STEADY = 0.95;

    private final Map<String, double[]> latencies = new LinkedHashMap<>();
    private final ToDoubleFunction<String> negligibleMs;
    private int rounds;

    /**
     * A warm-up that has not begun.
     *
     * @param negligibleMs for each step, by how many milliseconds it may still get faster because that does not matter
     */
    public WarmUp(ToDoubleFunction<String> negligibleMs) {
        this.negligibleMs = negligibleMs;
    }

    /** Takes note of how long a step took in this round, in milliseconds; NaN if there was nothing to ask it for. */
    public void took(String step, double ms) {
        latencies.computeIfAbsent(step, key -> unknown())[rounds] = ms;
    }

    /** Ends a round, and says whether another one is wanted. */
    public boolean goOn() {
        rounds++;
        return rounds < MOST_ROUNDS && !(isLook() && isSteady());
    }

    /** How many rounds there were. */
    public int rounds() {
        return rounds;
    }

    /** Whether every step was seen to have stopped getting faster, in however many rounds there was time for, 20 at least. */
    public boolean isSteady() {
        return rounds >= LEAST_ROUNDS
                && latencies.entrySet().stream().allMatch(step -> isSteady(step.getKey(), step.getValue()));
    }

    private boolean isLook() {
        int looks = rounds / FIRST_LOOK;
        return rounds % FIRST_LOOK == 0 && Integer.bitCount(looks) == 1;
    }

    private boolean isSteady(String step, double[] all) {
        int half = rounds / 2;
        double older = median(Arrays.copyOfRange(all, 0, half));
        double newer = median(Arrays.copyOfRange(all, half, rounds));
        return !(newer < STEADY * older && older - newer > negligibleMs.applyAsDouble(step));
    }

    private static double[] unknown() {
        double[] all = new double[MOST_ROUNDS];
        Arrays.fill(all, Double.NaN);
        return all;
    }

    /** The middle of them by nearest rank; NaN, which is not less than anything, if nothing is known. */
    private static double median(double[] some) {
        double[] known =
                Arrays.stream(some).filter(ms -> !Double.isNaN(ms)).sorted().toArray();
        return known.length == 0 ? Double.NaN : known[(known.length + 1) / 2 - 1];
    }
}
