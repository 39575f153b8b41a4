package dev.releasegate.mojo;

import dev.releasegate.gate.RegistryRun;
import dev.releasegate.service.ServiceException;
import java.io.File;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Runs the bundled Registry in the foreground, on 127.0.0.1 unless it is told otherwise, until it is interrupted. Needs no project.
 *
 * @since 0.1.0
 */
@Mojo(name = "registry", threadSafe = true, requiresProject = false)
public final class RegistryMojo extends GateMojo {
    /**
     * A file of settings for the Registry, in the form of Java properties; docs/registry.md lists them. What is set here,
     * in this goal, wins over the environment variables RELEASE_GATE_REGISTRY_…, and these win over the file.
     *
     * @since 0.1.0
     */
    @Parameter(property = "release-gate.registryConfig")
    private @Nullable File registryConfig;

    /**
     * The port to listen on; 0 for any free one, which is the default. It is printed once the Registry listens.
     *
     * @since 0.1.0
     */
    @Parameter(property = "release-gate.port")
    private @Nullable Integer port;

    /**
     * Where the Registry stores. Default: release-gate/registry-data in the build directory of the project or, without
     * one, in target of the current directory.
     *
     * @since 0.1.0
     */
    @Parameter(property = "release-gate.dataDirectory")
    private @Nullable File dataDirectory;

    /**
     * Name of the environment variable that holds the API key, RELEASE_GATE_REGISTRY_KEY by default. The key itself is no
     * parameter, because Maven prints parameters.
     *
     * @since 0.1.0
     */
    @Parameter(property = "release-gate.apiKeyEnv")
    private @Nullable String apiKeyEnv;

    /**
     * A PostgreSQL database to keep everything in, instead of dataDirectory: jdbc:postgresql://HOST/NAME. Its password is no
     * parameter; it is read from the environment variable PGPASSWORD.
     *
     * @since 0.1.0
     */
    @Parameter(property = "release-gate.jdbcUrl")
    private @Nullable String jdbcUrl;

    /**
     * The user of that database.
     *
     * @since 0.1.0
     */
    @Parameter(property = "release-gate.jdbcUser")
    private @Nullable String jdbcUser;

    /**
     * Where the Registry writes one record for each request, in the form of the gate's perf log.
     *
     * @since 0.1.0
     */
    @Parameter(property = "release-gate.perfLog")
    private @Nullable File perfLog;

    @Override
    String deed() {
        return "served";
    }

    @Override
    void run() throws MojoExecutionException {
        try {
            Path data = gateDirectory().resolve("registry-data").toAbsolutePath();
            int exitCode = new RegistryRun(settings(), Map.of("data", data.toString())).run();
            if (exitCode != 0) {
                throw new MojoExecutionException(
                        "the Registry ended with exit code " + exitCode + "; it says why above");
            }
        } catch (ServiceException e) {
            throw new MojoExecutionException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is configured here, under the names it has for the Registry; the rest may be set elsewhere. */
    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        put(settings, "config", registryConfig);
        put(settings, "port", port);
        put(settings, "data", dataDirectory);
        put(settings, "api-key-env", apiKeyEnv);
        put(settings, "jdbc-url", jdbcUrl);
        put(settings, "jdbc-user", jdbcUser);
        put(settings, "perf-log", perfLog);
        return settings;
    }

    private static void put(Map<String, String> settings, String name, @Nullable Object value) {
        if (value != null) {
            settings.put(name, value.toString());
        }
    }
}
