package dev.releasegate.probe;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** How the requests of one step are spread over time, always at the same mean rate. */
public enum Arrivals {
    /** One in each slot of time, up to 45 % of a slot before or after its middle, so that no rhythm of the service hides. */
    JITTERED,
    /** One at the middle of each slot. */
    CONSTANT,
    /** As independent callers would come: the gaps are exponential. */
    POISSON;

    private static final double JITTER = 0.45;

    /**
     * When the next request is due, in slots since the schedule began.
     *
     * @param round which request of its step it is, counted from 0
     * @param last when the request before it was due, 0 for the first
     */
    double next(int round, double last, RandomGenerator random) {
        return switch (this) {
            case JITTERED -> round + 0.5 + JITTER * (2 * random.nextDouble() - 1);
            case CONSTANT -> round + 0.5;
            case POISSON -> last + random.nextExponential();
        };
    }

    /** The name in the POM and in files, such as {@code jittered}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The arrivals of that name. */
    public static Optional<Arrivals> named(String label) {
        return Arrays.stream(values())
                .filter(arrivals -> arrivals.label().equals(label))
                .findFirst();
    }

    /** The names of all. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(Arrivals::label).toList();
    }
}
