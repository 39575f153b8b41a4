package dev.releasegate.gate;

import dev.releasegate.evidence.Seal;
import java.io.IOException;
import java.util.List;

/**
 * What a probe has just left in its folder, as its own build remembers it.
 *
 * @param sessionId of the session
 * @param seal over the samples and the session record as they were left
 */
public record Measurement(String sessionId, String seal) {
    /** What is in the folder now. */
    public static Measurement left(String sessionId, RunFolder folder) throws IOException {
        return new Measurement(sessionId, Seal.of(List.of(folder.samples(), folder.session())));
    }

    /** The same as a text, for whoever keeps it in between. */
    public String words() {
        return sessionId + " " + seal;
    }

    /** What {@link #words()} gave. */
    public static Measurement of(String words) {
        String[] parts = words.split(" ", 2);
        return new Measurement(parts[0], parts[1]);
    }
}
