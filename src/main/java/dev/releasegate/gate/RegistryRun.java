package dev.releasegate.gate;

import dev.releasegate.registry.RegistryProgram;
import dev.releasegate.service.Foreground;
import dev.releasegate.service.ServiceCommand;
import dev.releasegate.service.ServiceException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Runs the bundled Registry in the foreground, in the current directory.
 *
 * @param settings what it is told on its command line, by name; it hears its environment and its file of settings besides
 * @param defaults what it is told where none of these says anything
 */
public record RegistryRun(Map<String, String> settings, Map<String, String> defaults) {
    public RegistryRun {
        settings = Map.copyOf(settings);
        defaults = Map.copyOf(defaults);
    }

    /**
     * Runs it until it ends.
     *
     * @return its exit code
     * @throws ServiceException if it cannot be started
     */
    public int run() throws ServiceException, InterruptedException {
        return Foreground.run(new ServiceCommand(
                RegistryProgram.command(Path.of(System.getProperty("java.home")), settings, defaults),
                Map.of(),
                Path.of("").toAbsolutePath()));
    }
}
