package dev.releasegate.probe;

import java.util.Optional;

/** What an answer must be besides what its call expects. */
@FunctionalInterface
interface Demand {
    /** Nothing more. */
    Demand NOTHING = answer -> Optional.empty();

    /** What is wrong with the answer, in words, or empty if nothing is. */
    Optional<String> complaint(Answer answer);

    /** The complaint if something is not so. */
    static Optional<String> unless(boolean isSo, String complaint) {
        return isSo ? Optional.empty() : Optional.of(complaint);
    }
}
