package dev.releasegate.probe;

import java.util.List;
import java.util.Optional;

/** What is asked of a service: its steps, and each step's next request. */
public interface Workload {
    /** The tool that its samples belong to. */
    String tool();

    /** Its steps, in the order in which a round asks them. */
    List<String> steps();

    /**
     * Prepares the request of a step, off the clock.
     *
     * @param step one of {@link #steps()}
     * @param round how often the step was asked before, counted from 0
     * @return the request, or empty if there is nothing yet that this step could ask for
     */
    Optional<Call> call(String step, int round);
}
