package dev.releasegate.mojo;

import dev.releasegate.dsse.TrustedKeys;
import dev.releasegate.dsse.UnusableKeyException;
import dev.releasegate.gate.Audit;
import dev.releasegate.gate.RunFolder;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
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
     * The folder with the bundle. Default: that of this execution, or else the only one in the build directory.
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
    boolean isSkippable() {
        return false;
    }

    @Override
    void run() throws ConfigurationException, IOException, MojoFailureException {
        Audit.Result result =
                new Audit(bundle(), keys(), Optional.ofNullable(artifact).map(File::toPath)).run();
        result.lines().forEach(this::print);
        if (!result.objections().isEmpty()) {
            throw new MojoFailureException(
                    "audit not passed: " + result.objections().get(0));
        }
    }

    private RunFolder bundle() throws ConfigurationException, IOException {
        File chosen = bundle;
        if (chosen != null) {
            return new RunFolder(chosen.toPath().toAbsolutePath());
        }
        List<RunFolder> candidates = Audit.candidates(gateDirectory());
        if (candidates.contains(folder())) {
            return folder();
        }
        if (candidates.size() != 1) {
            throw new ConfigurationException("name the bundle with -Drelease-gate.bundle=FOLDER; in " + gateDirectory()
                    + " there "
                    + (candidates.isEmpty()
                            ? "is none"
                            : "are "
                                    + candidates.stream()
                                            .map(folder -> String.valueOf(
                                                    folder.directory().getFileName()))
                                            .collect(Collectors.joining(", "))));
        }
        return candidates.get(0);
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
