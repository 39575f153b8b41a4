package dev.releasegate.gate;

import java.nio.file.Path;
import java.util.Optional;

/** What a check is asked to judge. */
public sealed interface Evidence {
    /** The perf log. */
    Path samples();

    /**
     * What the probe of this build measured.
     *
     * @param folder where the probe wrote
     * @param justRun what this build measured, or empty if it measured nothing: what lies in the folder is stale then
     */
    record OwnSession(RunFolder folder, Optional<Measurement> justRun) implements Evidence {
        @Override
        public Path samples() {
            return folder.samples();
        }
    }

    /**
     * A log that the user named, from whenever and wherever.
     *
     * @param samples the perf log
     */
    record GivenLog(Path samples) implements Evidence {}
}
