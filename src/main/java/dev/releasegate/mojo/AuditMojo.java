package dev.releasegate.mojo;

import dev.releasegate.dsse.TrustedKeys;
import dev.releasegate.dsse.UnusableKeyException;
import dev.releasegate.gate.Audit;
import dev.releasegate.gate.RunFolder;
import java.io.File;
import java.io.IOException;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Repeats a verdict from a bundle, which may have been copied from another machine a year ago: works it out again from the
 * samples, the session and the terms, and compares it to the byte; verifies its statement and its signature; says on one page
 * what was measured, when, on what, and what is not proven. It fails unless the verdict is PASS and follows from the evidence.
 * Needs no project.
 *
 * @since 0.1.0
 */
@Mojo(name = "audit", threadSafe = true, requiresProject = false)
public final class AuditMojo extends GateMojo {
    /**
     * The folder with the bundle. Default: that of this execution.
     *
     * @since 0.1.0
     */
    @Parameter(property = "release-gate.bundle")
    private @Nullable File bundle;

    /**
     * A file of public keys in PEM, with a line "name: ..." before each. With it, the statement must be signed by one of
     * them. Keys that come with the bundle prove nothing.
     *
     * @since 0.1.0
     */
    @Parameter(property = "release-gate.trustedKeys")
    private @Nullable File trustedKeys;

    /**
     * The file that is to be released. With it, the evidence must be of exactly this file.
     *
     * @since 0.1.0
     */
    @Parameter(property = "release-gate.artifact")
    private @Nullable File artifact;

    @Override
    String deed() {
        return "audited";
    }

    @Override
    void run() throws ConfigurationException, IOException, MojoFailureException {
        File chosen = bundle;
        RunFolder folder =
                chosen == null ? folder() : new RunFolder(chosen.toPath().toAbsolutePath());
        Audit.Result result =
                new Audit(folder, keys(), Optional.ofNullable(artifact).map(File::toPath)).run();
        result.lines().forEach(this::print);
        if (!result.objections().isEmpty()) {
            throw new MojoFailureException(
                    "audit not passed: " + result.objections().get(0));
        }
    }

    private Optional<TrustedKeys> keys() throws ConfigurationException {
        File file = trustedKeys;
        if (file == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(TrustedKeys.read(file.toPath()));
        } catch (UnusableKeyException e) {
            throw new ConfigurationException("trustedKeys: " + e.getMessage());
        }
    }
}
