package dev.releasegate.probe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Endpoints of any service, each asked the same every time. */
public final class EndpointWorkload implements Workload {
    private final String tool;
    private final Map<String, Call> calls = new LinkedHashMap<>();

    /**
     * A workload of one request for each step.
     *
     * @throws IllegalArgumentException if there is none, or two for one step
     */
    public EndpointWorkload(String tool, List<Call> endpoints) {
        this.tool = tool;
        for (Call endpoint : endpoints) {
            if (calls.put(endpoint.step(), endpoint) != null) {
                throw new IllegalArgumentException("two endpoints for step \"" + endpoint.step() + "\"");
            }
        }
        if (calls.isEmpty()) {
            throw new IllegalArgumentException("there is no endpoint, so there is nothing to probe");
        }
    }

    /** Its requests, in the order in which a round sends them. */
    public List<Call> calls() {
        return List.copyOf(calls.values());
    }

    @Override
    public String tool() {
        return tool;
    }

    @Override
    public List<String> steps() {
        return List.copyOf(calls.keySet());
    }

    @Override
    public Optional<Call> call(String step, int round) {
        return Optional.ofNullable(calls.get(step));
    }
}
