package dev.releasegate.gate;

import dev.releasegate.budget.Budgets;
import dev.releasegate.evidence.IdentityLevel;
import dev.releasegate.probe.Behaviours;
import dev.releasegate.probe.Workload;
import dev.releasegate.record.InstanceProof;
import dev.releasegate.record.Step;
import dev.releasegate.service.ServicePlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

    /** The file that its process is started from, or empty where nobody can say which it is. */
    Optional<Path> startedFile();

    /**
     * What the build made and this subject runs.
     *
     * @param ofProject the artifact of the project, if it has one
     */
    Optional<Path> artifact(Optional<Path> ofProject);

    /** What each step asks: method and path, without headers and body, which may hold secrets. */
    Map<String, String> asked();

    /** Whether the project at hand makes it. */
    boolean isMadeHere();

    /** The least that must be known of what answers when nobody says otherwise, on this machine. */
    IdentityLevel usualIdentity();

    /** Prepares one run: the command that starts it, and the requests. */
    Run prepare(RunFolder folder, String sessionId);

    /** Its steps. */
    default List<Step> steps() {
        return stepNames().stream().map(name -> new Step(tool(), name)).toList();
    }

    /**
     * One run of a subject.
     *
     * @param service how it is started, with the nonce in its environment
     * @param workload what it is asked
     * @param instance tells whether an answer comes from the process that was started for this run
     * @param proofs what it does and a stub does not; may be none
     */
    record Run(ServicePlan service, Workload workload, InstanceProof instance, List<Behaviours> proofs) {
        public Run {
            proofs = List.copyOf(proofs);
        }

        /** A run with a nonce of its own, which is handed to the service. */
        static Run fresh(ServicePlan service, Workload workload, List<Behaviours> proofs) {
            InstanceProof instance = InstanceProof.random();
            return new Run(service.with(InstanceProof.VARIABLE, instance.nonce()), workload, instance, proofs);
        }
    }
}
