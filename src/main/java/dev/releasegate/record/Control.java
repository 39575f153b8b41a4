package dev.releasegate.record;

/**
 * What became of the control request of a sample: one that the probe sent at about the same moment, through the same
 * client, to an answer of its own that does nothing. What is slow there is the machine and not the service.
 */
public sealed interface Control {
    /**
     * It was answered.
     *
     * @param ms after so many milliseconds from the moment it was due
     */
    record Took(double ms) implements Control {
        /** @throws IllegalArgumentException if {@code ms} is negative or not finite */
        public Took {
            Timing.requireDuration("controlMs", ms);
        }
    }

    /** It was not answered, so that nobody knows in what state the machine was. */
    record Failed() implements Control {}

    Control FAILED = new Failed();
}
