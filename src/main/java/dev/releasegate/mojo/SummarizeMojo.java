package dev.releasegate.mojo;

import dev.releasegate.gate.SummaryRun;
import dev.releasegate.summary.StepFilter;
import java.io.File;
import java.io.IOException;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Sums up a perf log without judging it: a table on the console, and summary.json. Needs no project.
 *
 * @since 0.1.0
 */
@Mojo(name = "summarize", threadSafe = true, requiresProject = false)
public final class SummarizeMojo extends GateMojo {
    /**
     * The perf log. Default: what the goal probe measured last in this execution.
     *
     * @since 0.1.0
     */
    @Parameter(property = "release-gate.samples")
    private @Nullable File samples;

    /**
     * Only the samples of this tool.
     *
     * @since 0.1.0
     */
    @Parameter(property = "release-gate.tool")
    private @Nullable String tool;

    /**
     * Only the samples of the step of this name.
     *
     * @since 0.1.0
     */
    @Parameter(property = "release-gate.step")
    private @Nullable String step;

    @Override
    String deed() {
        return "summed up";
    }

    @Override
    void run() throws IOException {
        File log = samples;
        SummaryRun.run(
                        log == null ? folder().samples() : log.toPath().toAbsolutePath(),
                        new StepFilter(Optional.ofNullable(tool), Optional.ofNullable(step)),
                        folder().summary())
                .forEach(this::print);
    }

    @Override
    void skipped(String reason) throws IOException {
        SummaryRun.skip(folder().summary(), reason);
    }
}
