package dev.releasegate.summary;

/**
 * A percentile by nearest rank, the definition this product uses everywhere: always a sample that was observed, never a
 * number between two of them.
 *
 * @param percent a whole number from 1 to 100
 */
public record Percentile(int percent) {
    /** @throws IllegalArgumentException if {@code percent} is not within 1 to 100 */
    public Percentile {
        if (percent < 1 || percent > 100) {
            throw new IllegalArgumentException("a percentile must be from 1 to 100, but is " + percent);
        }
    }

    /**
     * Which of so many samples in order of size it is, counted from 1: ceil(percent * samples / 100). The p95 of 50
     * samples is the 48th of them. In whole numbers, because 0.07 * 100 is 7.000000000000001 in doubles.
     * (Hyndman and Fan 1996, definition 1.)
     *
     * @throws IllegalArgumentException if there is no sample
     */
    public int rank(int samples) {
        if (samples < 1) {
            throw new IllegalArgumentException("there is no sample");
        }
        return Math.toIntExact(((long) percent * samples + 99) / 100);
    }
}
