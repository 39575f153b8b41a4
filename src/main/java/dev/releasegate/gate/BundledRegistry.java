package dev.releasegate.gate;

import dev.releasegate.budget.Budgets;
import dev.releasegate.evidence.IdentityLevel;
import dev.releasegate.probe.RegistryBehaviours;
import dev.releasegate.probe.RegistryWorkload;
import dev.releasegate.probe.Workload;
import dev.releasegate.registry.RegistryProgram;
import dev.releasegate.service.Address;
import dev.releasegate.service.ServiceCommand;
import dev.releasegate.service.ServicePlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The Registry that comes with the plugin, in a JVM of its own, with a fresh store and a fresh key for each run. */
public record BundledRegistry() implements Subject {
    private static final String KEY_VARIABLE = "RELEASE_GATE_REGISTRY_KEY";
    private static final Pattern LISTENING = Pattern.compile("^\\{\"listening\":\\{.*\"port\":([0-9]+)");
    private static final Duration READY_TIMEOUT = Duration.ofSeconds(30);

    @Override
    public String words() {
        return "the bundled Registry";
    }

    @Override
    public String tool() {
        return "registry";
    }

    @Override
    public List<String> stepNames() {
        return new RegistryWorkload("", "", 0).steps();
    }

    @Override
    public Optional<Budgets> defaultBudgets() {
        return Optional.of(Budgets.BUILT_IN);
    }

    /** The jar of this plugin, which has the Registry in it. */
    @Override
    public Optional<Path> startedFile() {
        return RegistryProgram.jars().stream().findFirst();
    }

    @Override
    public Optional<Path> artifact(Optional<Path> ofProject) {
        return startedFile().filter(Files::isRegularFile);
    }

    @Override
    public Map<String, String> asked() {
        return Map.of(
                "health", "GET /health",
                "openapi", "GET /openapi.json",
                "registry_put", "PUT /v1/registry/{urn}",
                "registry_get", "GET /v1/registry/{urn}",
                "resolve", "GET /v1/resolve");
    }

    @Override
    public boolean isMadeHere() {
        return false;
    }

    @Override
    public IdentityLevel usualIdentity() {
        return IdentityLevel.I4;
    }

    @Override
    public Run prepare(RunFolder folder, String sessionId) {
        SecureRandom random = new SecureRandom();
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        String key = HexFormat.of().formatHex(secret);
        Workload workload = new RegistryWorkload(sessionId, key, random.nextLong());
        ServiceCommand command = new ServiceCommand(
                RegistryProgram.command(
                        Path.of(System.getProperty("java.home")), folder.registryData(), "127.0.0.1", 0, KEY_VARIABLE),
                Map.of(KEY_VARIABLE, key),
                folder.directory());
        return Run.fresh(
                new ServicePlan(command, new Address.Announced(LISTENING), "/health", READY_TIMEOUT, true),
                workload,
                List.of(new RegistryBehaviours(key)));
    }
}
