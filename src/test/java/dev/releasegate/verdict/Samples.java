package dev.releasegate.verdict;

import dev.releasegate.summary.Series;
import java.util.function.IntToDoubleFunction;

/** Series made by hand. */
final class Samples {
    /** How many milliseconds lie between two requests at 25 a second, so that 251 take 10 seconds. */
    static final double SLOT_MS = 40;

    private Samples() {}

    /** So many samples, each a slot after the one before, of that many milliseconds; infinite is failed, NaN unknown. */
    static Series timed(int samples, IntToDoubleFunction ms) {
        Series series = new Series();
        for (int i = 0; i < samples; i++) {
            series.add(ms.applyAsDouble(i), i * SLOT_MS, 0);
        }
        return series;
    }

    /** The same where nobody wrote down when they were due. */
    static Series untimed(int samples, IntToDoubleFunction ms) {
        return disturbed(samples, ms, i -> 0);
    }

    /** The same, and for how long the machine was stuck at each of them, in milliseconds. */
    static Series disturbed(int samples, IntToDoubleFunction ms, IntToDoubleFunction disturbanceMs) {
        Series series = new Series();
        for (int i = 0; i < samples; i++) {
            series.add(ms.applyAsDouble(i), Double.NaN, disturbanceMs.applyAsDouble(i));
        }
        return series;
    }

    /** Slow (999 ms) so many times, spread evenly, and else fast (1 ms). */
    static IntToDoubleFunction spread(int samples, int slow) {
        return i -> (long) (i + 1) * slow / samples > (long) i * slow / samples ? 999 : 1;
    }
}
