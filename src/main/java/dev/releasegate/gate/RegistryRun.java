package dev.releasegate.gate;

import dev.releasegate.registry.RegistryProgram;
import dev.releasegate.service.Foreground;
import dev.releasegate.service.ServiceCommand;
import dev.releasegate.service.ServiceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Runs the bundled Registry in the foreground.
 *
 * @param dataDirectory where it stores
 * @param port where it listens on 127.0.0.1, or 0 for any free port, which it prints
 * @param apiKeyEnv name of the environment variable that holds its API key
 */
public record RegistryRun(Path dataDirectory, int port, String apiKeyEnv) {
    /** @throws IllegalArgumentException if the port is not from 0 to 65535 */
    public RegistryRun {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port must be from 0 to 65535, but is " + port);
        }
    }

    /**
     * Runs it until it ends.
     *
     * @return its exit code
     * @throws ServiceException if it cannot be started
     */
    public int run() throws ServiceException, IOException, InterruptedException {
        Files.createDirectories(dataDirectory);
        Path data = dataDirectory.toAbsolutePath();
        return Foreground.run(new ServiceCommand(
                RegistryProgram.command(Path.of(System.getProperty("java.home")), data, "127.0.0.1", port, apiKeyEnv),
                Map.of(),
                data));
    }
}
