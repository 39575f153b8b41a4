package dev.releasegate.record;

import java.util.Comparator;

/**
 * What was called: a tool and one of its steps. A pair and not a joined string, so that {@code a/b} and {@code c} cannot
 * be mistaken for {@code a} and {@code b/c}.
 *
 * @param tool the service or program, such as {@code registry}; not blank
 * @param name the step, such as {@code resolve}; not blank
 */
public record Step(String tool, String name) implements Comparable<Step> {
    private static final Comparator<Step> ORDER =
            Comparator.comparing(Step::tool).thenComparing(Step::name);

    /** @throws IllegalArgumentException if the tool or the name is blank */
    public Step {
        if (tool.isBlank()) {
            throw new IllegalArgumentException("\"tool\" must not be blank");
        }
        if (name.isBlank()) {
            throw new IllegalArgumentException("\"step\" must not be blank");
        }
    }

    @Override
    public int compareTo(Step other) {
        return ORDER.compare(this, other);
    }
}
