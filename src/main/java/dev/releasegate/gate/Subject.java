package dev.releasegate.gate;

import dev.releasegate.budget.Budgets;
import dev.releasegate.probe.Workload;
import dev.releasegate.record.Step;
import dev.releasegate.service.ServicePlan;
import java.util.List;
import java.util.Optional;

/** What is gated: how it is started and what it is asked. */
public sealed interface Subject permits BundledRegistry, UserService {
    /** In words, such as {@code the bundled Registry}. */
    String words();

    /** The tool that its samples belong to. */
    String tool();

    /** The names of its steps. */
    List<String> stepNames();

    /** What it is allowed when nobody says otherwise, or empty if somebody must. */
    Optional<Budgets> defaultBudgets();

    /** Prepares one run: the command that starts it, and the requests. */
    Run prepare(RunFolder folder, String sessionId);

    /** Its steps. */
    default List<Step> steps() {
        return stepNames().stream().map(name -> new Step(tool(), name)).toList();
    }

    /**
     * One run of a subject.
     *
     * @param service how it is started
     * @param workload what it is asked
     */
    record Run(ServicePlan service, Workload workload) {}
}
