package dev.releasegate.summary;

/**
 * How many samples of a step ended in which way.
 *
 * @param success answered as expected
 * @param error failed, with a reason
 * @param unknown written down without how they ended
 */
public record Counts(long success, long error, long unknown) {
    /** @throws IllegalArgumentException if a count is negative */
    public Counts {
        if (success < 0 || error < 0 || unknown < 0) {
            throw new IllegalArgumentException(
                    "a count must not be negative: " + success + ", " + error + ", " + unknown);
        }
    }

    /** All samples. */
    public long all() {
        return success + error + unknown;
    }

    /** The samples that are known to have ended one way or the other. */
    public long known() {
        return success + error;
    }

    /** The share of errors among the samples whose outcome is known, 0 to 1; 0 if there is none. */
    public double errorRate() {
        return known() == 0 ? 0 : (double) error / known();
    }

    /** The share of unknown samples among all samples, 0 to 1; 0 if there is none. */
    public double unknownRate() {
        return all() == 0 ? 0 : (double) unknown / all();
    }
}
