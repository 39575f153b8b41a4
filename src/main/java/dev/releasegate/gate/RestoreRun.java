package dev.releasegate.gate;

import dev.releasegate.registry.RegistryProgram;
import dev.releasegate.service.Foreground;
import dev.releasegate.service.ServiceCommand;
import dev.releasegate.service.ServiceException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Puts a backup where the bundled Registry stores, while it does not run.
 *
 * @param dataDirectory where it stores
 * @param file the backup
 * @param replace whether what is there already is replaced; it is kept beside it
 */
public record RestoreRun(Path dataDirectory, Path file, boolean replace) {
    /**
     * Puts it there.
     *
     * @return the exit code; what was done, or why it was not, has been printed
     * @throws ServiceException if the program that does it cannot be started
     */
    public int run() throws ServiceException, InterruptedException {
        return Foreground.run(new ServiceCommand(
                RegistryProgram.restore(Path.of(System.getProperty("java.home")), dataDirectory, file, replace),
                Map.of(),
                Path.of("").toAbsolutePath()));
    }
}
