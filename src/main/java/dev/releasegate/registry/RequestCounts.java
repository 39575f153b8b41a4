package dev.releasegate.registry;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How many requests were answered, by step, whatever the status. A request counts just before its answer leaves, so who
 * has an answer in hand finds it counted. What could not be read as a request is not counted.
 */
final class RequestCounts {
    private final Map<Step, Long> counts = new EnumMap<>(Step.class);

    RequestCounts() {
        for (Step step : Step.values()) {
            counts.put(step, 0L);
        }
    }

    synchronized void add(Step step) {
        counts.merge(step, 1L, Long::sum);
    }

    /** All counts as one JSON object: {@code {"health":51,…,"unmatched":0}}. */
    synchronized String toJson() {
        return counts.entrySet().stream()
                .map(entry -> "\"" + entry.getKey().word() + "\":" + entry.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }
}
