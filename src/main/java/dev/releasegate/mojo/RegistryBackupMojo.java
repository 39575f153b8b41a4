package dev.releasegate.mojo;

import dev.releasegate.gate.BackupRun;
import dev.releasegate.service.ServiceException;
import java.io.File;
import java.nio.file.Path;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Takes a backup of what the bundled Registry stores, also while it serves, and verifies it. Needs no project.
 *
 * @since 0.1.0
 */
@Mojo(name = "registry-backup", threadSafe = true, requiresProject = false)
public final class RegistryBackupMojo extends GateMojo {
    /**
     * Where the Registry stores. Default: as for the goal registry.
     *
     * @since 0.1.0
     */
    @Parameter(property = "release-gate.dataDirectory")
    private @Nullable File dataDirectory;

    /**
     * Where the backup will be. There must be no file of that name yet.
     *
     * @since 0.1.0
     */
    @Parameter(property = "release-gate.backupFile", required = true)
    private File backupFile;

    @Override
    String deed() {
        return "backed up";
    }

    @Override
    void run() throws MojoExecutionException {
        try {
            File chosen = dataDirectory;
            Path data = chosen == null ? gateDirectory().resolve("registry-data") : chosen.toPath();
            if (new BackupRun(data.toAbsolutePath(), backupFile.toPath().toAbsolutePath()).run() != 0) {
                throw new MojoExecutionException("there is no backup; the Registry says why above");
            }
        } catch (ServiceException e) {
            throw new MojoExecutionException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("interrupted before the backup was done", e);
        }
    }
}
