package dev.releasegate.mojo;

import dev.releasegate.gate.NormalizeRun;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Turns a JSONL log of another form into perf records where that takes no guess, and tells of every line that it had to
 * reject or to mark unknown. It never makes a success of an unknown. Fails if a line was rejected, because the new log
 * is not whole then. Needs no project.
 *
 * @since 0.1.0
 */
@Mojo(name = "normalize", threadSafe = true, requiresProject = false)
public final class NormalizeMojo extends GateMojo {
    /**
     * The log to normalize.
     *
     * @since 0.1.0
     */
    @Parameter(property = "release-gate.samples", required = true)
    private File samples;

    /**
     * The new log. Default: normalized.jsonl in the output directory.
     *
     * @since 0.1.0
     */
    @Parameter(property = "release-gate.normalized")
    private @Nullable File normalized;

    @Override
    String deed() {
        return "normalized";
    }

    @Override
    void run() throws IOException, MojoFailureException {
        File to = normalized;
        Path target = to == null ? folder().normalized() : to.toPath();
        Optional<String> fault =
                NormalizeRun.run(samples.toPath().toAbsolutePath(), target.toAbsolutePath(), this::print);
        if (fault.isPresent()) {
            throw new MojoFailureException(fault.get());
        }
    }
}
