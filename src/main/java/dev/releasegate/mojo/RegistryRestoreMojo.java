package dev.releasegate.mojo;

import dev.releasegate.gate.RestoreRun;
import dev.releasegate.service.ServiceException;
import java.io.File;
import java.nio.file.Path;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a backup and puts it where the bundled Registry stores, while no Registry runs there. Needs no project.
 *
 * @since 0.1.0
 */
@Mojo(name = "registry-restore", threadSafe = true, requiresProject = false)
public final class RegistryRestoreMojo extends GateMojo {
    /**
     * Where the Registry stores. Default: as for the goal registry.
     *
     * @since 0.1.0
     */
    @Parameter(property = "release-gate.dataDirectory")
    private @Nullable File dataDirectory;

    /**
     * The backup.
     *
     * @since 0.1.0
     */
    @Parameter(property = "release-gate.backupFile", required = true)
    private File backupFile;

    /**
     * Whether a store that is there already is replaced. It is kept in a directory beside the new one.
     *
     * @since 0.1.0
     */
    @Parameter(property = "release-gate.replace", defaultValue = "false")
    private boolean replace;

    @Override
    String deed() {
        return "restored";
    }

    @Override
    void run() throws MojoExecutionException {
        try {
            File chosen = dataDirectory;
            Path data = chosen == null ? gateDirectory().resolve("registry-data") : chosen.toPath();
            if (new RestoreRun(data.toAbsolutePath(), backupFile.toPath().toAbsolutePath(), replace).run() != 0) {
                throw new MojoExecutionException("nothing is restored; the Registry says why above");
            }
        } catch (ServiceException e) {
            throw new MojoExecutionException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("interrupted before the backup was restored", e);
        }
    }
}
