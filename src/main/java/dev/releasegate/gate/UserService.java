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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
    /** Options of a JVM that are followed by a value of their own. */
    private static final Set<String> WITH_A_VALUE = Set.of(
            "-cp",
            "-classpath",
            "--class-path",
            "-p",
            "--module-path",
            "--upgrade-module-path",
            "--add-modules",
            "--add-opens",
            "--add-exports",
            "--add-reads",
            "--enable-native-access",
            "-m",
            "--module");

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

    /** What a JVM is told to run with {@code -jar}, or the program itself where that is no JVM. */
    @Override
    public Optional<Path> startedFile() {
        List<String> arguments = service.command().arguments();
        String program = String.valueOf(Path.of(arguments.get(0)).getFileName());
        Optional<String> file = program.equals("java") || program.equals("java.exe")
                ? jar(arguments.subList(1, arguments.size()))
                : Optional.of(arguments.get(0));
        return file.map(service.command().directory()::resolve).filter(Files::isRegularFile);
    }

    /** What comes behind the main class is for the program, whatever it is called. */
    private static Optional<String> jar(List<String> arguments) {
        for (int i = 0; i + 1 < arguments.size() && arguments.get(i).startsWith("-"); i++) {
            if (arguments.get(i).equals("-jar")) {
                return Optional.of(arguments.get(i + 1));
            }
            i += WITH_A_VALUE.contains(arguments.get(i)) ? 1 : 0;
        }
        return Optional.empty();
    }

    @Override
    public Optional<Path> artifact(Optional<Path> ofProject) {
        return ofProject.filter(Files::isRegularFile);
    }

    @Override
    public Map<String, String> asked() {
        return endpoints.stream().collect(Collectors.toMap(Call::step, call -> call.method() + " " + call.path()));
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
