package dev.releasegate.probe;

import java.util.List;
import java.util.Optional;

/**
 * What came of all behavioural proofs of one service at one time.
 *
 * @param shown each of them, in the order in which they were asked for
 * @param requests so many requests were sent for them
 */
public record BehaviourReport(List<Shown> shown, int requests) {
    /** @throws IllegalArgumentException if there were more requests than proofs, or less than none */
    public BehaviourReport {
        shown = List.copyOf(shown);
        if (requests < 0 || requests > shown.size()) {
            throw new IllegalArgumentException(
                    "requests must be from 0 to " + shown.size() + ", one for a proof, but is " + requests);
        }
    }

    /** Whether the service did all that it had to do. That nothing was asked for proves nothing. */
    public boolean isProven() {
        return !shown.isEmpty() && shown.stream().allMatch(Shown::met);
    }

    /** The first proof that it failed. */
    public Optional<Shown> firstUnmet() {
        return shown.stream().filter(proof -> !proof.met()).findFirst();
    }
}
