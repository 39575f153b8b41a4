package dev.releasegate.probe;

/**
 * What came of one behavioural proof.
 *
 * @param name of the proof, in words
 * @param met whether the service did what it had to do
 * @param seen what was seen, such as {@code status 200, application/json, 6 bytes}, and what is wrong with it
 */
public record Shown(String name, boolean met, String seen) {
    /** @throws IllegalArgumentException if one of the texts is blank */
    public Shown {
        if (name.isBlank() || seen.isBlank()) {
            throw new IllegalArgumentException("a proof must have a name, and something must have been seen");
        }
    }
}
