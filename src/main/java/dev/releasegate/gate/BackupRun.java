package dev.releasegate.gate;

import dev.releasegate.registry.RegistryProgram;
import dev.releasegate.service.Foreground;
import dev.releasegate.service.ServiceCommand;
import dev.releasegate.service.ServiceException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Takes a backup of what the bundled Registry stores, also while it runs.
 *
 * @param dataDirectory where it stores
 * @param file where the backup will be
 */
public record BackupRun(Path dataDirectory, Path file) {
    /**
     * Takes it.
     *
     * @return the exit code; what was done, or why it was not, has been printed
     * @throws ServiceException if the program that does it cannot be started
     */
    public int run() throws ServiceException, InterruptedException {
        return Foreground.run(new ServiceCommand(
                RegistryProgram.backup(Path.of(System.getProperty("java.home")), dataDirectory, file),
                Map.of(),
                Path.of("").toAbsolutePath()));
    }
}
