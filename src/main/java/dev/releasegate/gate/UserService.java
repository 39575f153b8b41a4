package dev.releasegate.gate;

import dev.releasegate.budget.Budgets;
import dev.releasegate.probe.Call;
import dev.releasegate.probe.EndpointWorkload;
import dev.releasegate.service.ServicePlan;
import java.util.List;
import java.util.Optional;

/**
 * A service of the user's.
 *
 * @param tool the name of its samples' tool
 * @param service how it is started
 * @param endpoints what it is asked, one request for each step
 */
public record UserService(String tool, ServicePlan service, List<Call> endpoints) implements Subject {
    /** @throws IllegalArgumentException if there is no endpoint, or two for one step */
    public UserService {
        endpoints = new EndpointWorkload(tool, endpoints).calls();
    }

    @Override
    public String words() {
        return service.command().arguments().get(0);
    }

    @Override
    public List<String> stepNames() {
        return endpoints.stream().map(Call::step).toList();
    }

    @Override
    public Optional<Budgets> defaultBudgets() {
        return Optional.empty();
    }

    @Override
    public Run prepare(RunFolder folder, String sessionId) {
        return new Run(service, new EndpointWorkload(tool, endpoints));
    }
}
