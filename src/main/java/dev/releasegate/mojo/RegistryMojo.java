package dev.releasegate.mojo;

import dev.releasegate.gate.RegistryRun;
import dev.releasegate.service.ServiceException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Runs the bundled Registry in the foreground, on 127.0.0.1, until it is interrupted. Needs no project.
 *
 * @since 0.1.0
 */
@Mojo(name = "registry", threadSafe = true, requiresProject = false)
public final class RegistryMojo extends GateMojo {
    /**
     * The port to listen on; 0 for any free one. It is printed once the Registry listens.
     *
     * @since 0.1.0
     */
    @Parameter(property = "release-gate.port", defaultValue = "0")
    private int port;

    /**
     * Where the Registry stores. Default: release-gate/registry-data in the build directory of the project or, without
     * one, in target of the current directory.
     *
     * @since 0.1.0
     */
    @Parameter(property = "release-gate.dataDirectory")
    private @Nullable File dataDirectory;

    /**
     * Name of the environment variable that holds the API key. The key itself is no parameter, because Maven prints
     * parameters.
     *
     * @since 0.1.0
     */
    @Parameter(property = "release-gate.apiKeyEnv", defaultValue = "RELEASE_GATE_REGISTRY_KEY")
    private String apiKeyEnv;

    @Override
    String deed() {
        return "served";
    }

    @Override
    void run() throws ConfigurationException, IOException, MojoExecutionException {
        try {
            File chosen = dataDirectory;
            Path data = chosen == null ? gateDirectory().resolve("registry-data") : chosen.toPath();
            int exitCode = new RegistryRun(data, port, apiKeyEnv).run();
            if (exitCode != 0) {
                throw new MojoExecutionException(
                        "the Registry ended with exit code " + exitCode + "; it says why above");
            }
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()));
        } catch (ServiceException e) {
            throw new MojoExecutionException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
