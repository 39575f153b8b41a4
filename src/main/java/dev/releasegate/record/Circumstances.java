package dev.releasegate.record;

import java.util.Optional;

/**
 * Under which circumstances a sample was taken, as far as whoever took it wrote that down.
 *
 * @param phase of the run
 * @param timing the parts of its latency
 * @param control what became of its control request, if it had one
 * @param requestId the name that its request had on the wire, if it had one
 */
public record Circumstances(
        Phase phase, Optional<Timing> timing, Optional<Control> control, Optional<RequestId> requestId) {
    /** A sample of which nothing but its latency is known. */
    public static final Circumstances NOT_KNOWN = new Circumstances(Phase.MEASURED, Optional.empty(), Optional.empty());

    /** Those of a sample whose request had no name. */
    public Circumstances(Phase phase, Optional<Timing> timing, Optional<Control> control) {
        this(phase, timing, control, Optional.empty());
    }

    /** The same sample with what became of its control request. */
    public Circumstances with(Control found) {
        return new Circumstances(phase, timing, Optional.of(found), requestId);
    }
}
