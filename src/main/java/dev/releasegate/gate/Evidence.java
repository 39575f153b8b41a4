package dev.releasegate.gate;

import dev.releasegate.budget.Budgets;
import dev.releasegate.evidence.Observed;
import dev.releasegate.verdict.Rule;
import java.nio.file.Path;
import java.util.Optional;

/** What a check is asked to judge. */
public sealed interface Evidence {
    /** The perf log. */
    Path samples();

    /**
     * What the probe of this build measured. It is held to the terms that were sealed before the first sample.
     *
     * @param folder where the probe wrote
     * @param justRun what this build measured, or empty if it measured nothing: what lies in the folder is stale then
     * @param observed what it must fit, the terms as they are configured now among it
     */
    record OwnSession(RunFolder folder, Optional<Measurement> justRun, Observed observed) implements Evidence {
        @Override
        public Path samples() {
            return folder.samples();
        }
    }

    /**
     * A log that the user named, from whenever and wherever.
     *
     * @param samples the perf log
     * @param budgets what its steps are allowed
     * @param rule how it is judged
     * @param wagers among how many limits the chance of a wrong FAIL is shared, whichever of them are judged
     */
    record GivenLog(Path samples, Budgets budgets, Rule rule, int wagers) implements Evidence {
        public GivenLog {
            // no more samples can be added to it: everything is weighed once
            rule = rule instanceof Rule.Sequential sequential ? new Rule.Once(sequential.numbers()) : rule;
        }
    }
}
