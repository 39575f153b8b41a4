package dev.releasegate.gate;

import dev.releasegate.budget.Budgets;
import dev.releasegate.evidence.IdentityLevel;
import dev.releasegate.probe.Behaviours;
import dev.releasegate.probe.Call;
import dev.releasegate.probe.EndpointWorkload;
import dev.releasegate.service.ServicePlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A service of the user's.
 *
 * @param tool the name of its samples' tool
 * @param service how it is started
 * @param endpoints what it is asked, one request for each step
 * @param proofs what it does and a stub does not; may be none
 */
public record UserService(String tool, ServicePlan service, List<Call> endpoints, List<Behaviours> proofs)
        implements Subject {
    /** @throws IllegalArgumentException if there is no endpoint, or two for one step */
    public UserService {
        endpoints = new EndpointWorkload(tool, endpoints).calls();
        proofs = List.copyOf(proofs);
    }

    /** One of which nothing is known that a stub could not do. */
    public UserService(String tool, ServicePlan service, List<Call> endpoints) {
        this(tool, service, endpoints, List.of());
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

    /** What follows {@code -jar}, or else the program itself. */
    @Override
    public Optional<Path> startedFile() {
        List<String> arguments = service.command().arguments();
        int jar = arguments.indexOf("-jar");
        String file = jar >= 0 && jar + 1 < arguments.size() ? arguments.get(jar + 1) : arguments.get(0);
        return Optional.of(service.command().directory().resolve(file)).filter(Files::isRegularFile);
    }

    @Override
    public Optional<Path> artifact(Optional<Path> ofProject) {
        return ofProject.filter(Files::isRegularFile);
    }

    @Override
    public boolean isMadeHere() {
        return true;
    }

    /** Only Linux tells who has a port. */
    @Override
    public IdentityLevel usualIdentity() {
        return Files.isReadable(Path.of("/proc/net/tcp")) ? IdentityLevel.I2 : IdentityLevel.I0;
    }

    @Override
    public Run prepare(RunFolder folder, String sessionId) {
        return Run.fresh(service, new EndpointWorkload(tool, endpoints), proofs);
    }
}
