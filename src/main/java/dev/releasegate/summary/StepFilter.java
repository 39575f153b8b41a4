package dev.releasegate.summary;

import dev.releasegate.record.Step;
import java.util.Optional;

/**
 * Which steps of a log are asked for.
 *
 * @param tool only this tool, or every tool
 * @param step only the step of this name, or every step
 */
public record StepFilter(Optional<String> tool, Optional<String> step) {
    /** Every step of every tool. */
    public static final StepFilter ALL = new StepFilter(Optional.empty(), Optional.empty());

    public boolean accepts(Step candidate) {
        return tool.map(candidate.tool()::equals).orElse(true)
                && step.map(candidate.name()::equals).orElse(true);
    }

    /** The filter in words, such as {@code tool=registry step=resolve}; empty if it accepts everything. */
    public String words() {
        return (tool.map(name -> "tool=" + name).orElse("") + " "
                        + step.map(name -> "step=" + name).orElse(""))
                .strip();
    }
}
