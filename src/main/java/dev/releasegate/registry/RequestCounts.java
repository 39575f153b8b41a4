package dev.releasegate.registry;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How many requests there were, by step and by the status of the answer. A request counts just before its answer leaves,
 * so who has an answer in hand finds it counted; one that is never answered counts when its connection has ended. What
 * could not be read as a request has no route, and is counted as such.
 */
final class RequestCounts {
    /** In place of a status, for what was not answered. */
    static final int UNANSWERED = 0;

    private final Map<Step, ConcurrentSkipListMap<Integer, LongAdder>> counts = new EnumMap<>(Step.class);

    RequestCounts() {
        Stream.of(Step.values()).forEach(step -> counts.put(step, new ConcurrentSkipListMap<>()));
    }

    void add(Step step, int status) {
        of(step).computeIfAbsent(status, any -> new LongAdder()).increment();
    }

    void addUnanswered(Step step) {
        add(step, UNANSWERED);
    }

    /** By status, in ascending order, {@link #UNANSWERED} first. */
    SortedMap<Integer, LongAdder> byStatus(Step step) {
        return Collections.unmodifiableSortedMap(of(step));
    }

    /** All counts as one JSON object: {@code {"health":51,…,"unmatched":0}}. */
    String toJson() {
        return Stream.of(Step.values())
                .map(step -> "\"" + step.word() + "\":" + all(step))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private long all(Step step) {
        return of(step).values().stream().mapToLong(LongAdder::sum).sum();
    }

    private ConcurrentSkipListMap<Integer, LongAdder> of(Step step) {
        return counts.computeIfAbsent(step, any -> new ConcurrentSkipListMap<>());
    }
}
