package dev.releasegate.record;

/** How a timed request ended: in success, in a failure with its reason, or unknown to whoever wrote the record. */
public sealed interface Outcome {
    /** The answer was what the probe expected. */
    record Success() implements Outcome {}

    /**
     * The request failed, or its answer was not what the probe expected.
     *
     * @param reason a word of the closed vocabulary
     */
    record Failure(ErrorReason reason) implements Outcome {}

    /** Nobody wrote down how it ended. It is counted and shown, and never taken for a success or a latency. */
    record Unknown() implements Outcome {}

    Outcome SUCCESS = new Success();
    Outcome UNKNOWN = new Unknown();
}
