package dev.releasegate.record;

import java.util.Optional;

/**
 * Under which circumstances a sample was taken, as far as whoever took it wrote that down.
 *
 * @param phase of the run
 * @param timing the parts of its latency
 * @param control what became of its control request, if it had one
 * @param requestId the name that its request had on the wire, if it had one
 * @param proof what its answer said to prove which instance gave it, right or wrong, if it said anything: 1 to 64 hex digits
 */
public record Circumstances(
        Phase phase,
        Optional<Timing> timing,
        Optional<Control> control,
        Optional<RequestId> requestId,
        Optional<String> proof) {
    /** A sample of which nothing but its latency is known. */
    public static final Circumstances NOT_KNOWN = new Circumstances(Phase.MEASURED, Optional.empty(), Optional.empty());

    /** @throws IllegalArgumentException if the proof is nothing that could be one */
    public Circumstances {
        if (proof.isPresent() && !InstanceProof.isWellFormed(proof.get())) {
            throw new IllegalArgumentException("\"proof\" must be 1 to 64 hex digits");
        }
    }

    /** Those of a sample whose answer proved nothing. */
    public Circumstances(
            Phase phase, Optional<Timing> timing, Optional<Control> control, Optional<RequestId> requestId) {
        this(phase, timing, control, requestId, Optional.empty());
    }

    /** Those of a sample whose request had no name. */
    public Circumstances(Phase phase, Optional<Timing> timing, Optional<Control> control) {
        this(phase, timing, control, Optional.empty());
    }

    /** The same sample with what became of its control request. */
    public Circumstances with(Control found) {
        return new Circumstances(phase, timing, Optional.of(found), requestId, proof);
    }
}
