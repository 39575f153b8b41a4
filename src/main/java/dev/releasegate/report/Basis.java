package dev.releasegate.report;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a verdict rests on beside the samples.
 *
 * @param sessionId of the run that took them
 * @param requiredIdentity the least that must be known of what answered, such as {@code I2}
 * @param provenIdentity how much is known
 * @param observed what was there when it was judged, by name
 * @param notes what a reader should know and what decides nothing
 */
public record Basis(
        String sessionId,
        String requiredIdentity,
        String provenIdentity,
        Map<String, String> observed,
        List<String> notes) {
    public Basis {
        observed = Collections.unmodifiableMap(new TreeMap<>(observed));
        notes = List.copyOf(notes);
    }
}
