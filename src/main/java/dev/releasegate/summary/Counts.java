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

    /** The share of errors in all samples, 0 to 1; 0 if there is no sample. */
    public double errorRate() {
        return share(error);
    }

    /** The share of unknown samples in all samples, 0 to 1; 0 if there is no sample. */
    public double unknownRate() {
        return share(unknown);
    }

    private double share(long part) {
        return all() == 0 ? 0 : (double) part / all();
    }
}
