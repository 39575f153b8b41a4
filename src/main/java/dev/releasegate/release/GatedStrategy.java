package dev.releasegate.release;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.inject.Inject;
import javax.inject.Named;
import org.apache.maven.shared.release.strategy.Strategy;

/** The phases that maven-release-plugin has by itself, and ours between them. */
public final class GatedStrategy implements Strategy {
    private final Strategy standard;

    @Inject
    GatedStrategy(@Named("default") Strategy standard) {
        this.standard = standard;
    }

    /** The two that commit and tag are run by ours. */
    @Override
    public List<String> getPreparePhases() {
        List<String> phases = new ArrayList<>(standard.getPreparePhases());
        phases.set(place(phases, "scm-commit-release"), "release-gate");
        phases.set(place(phases, "scm-tag"), "release-gate-tag");
        return Collections.unmodifiableList(phases);
    }

    @Override
    public List<String> getPerformPhases() {
        List<String> phases = new ArrayList<>(standard.getPerformPhases());
        int goals = place(phases, "run-perform-goals");
        phases.add(goals + 1, "release-gate-deployed");
        phases.add(goals, "release-gate-checkout");
        return Collections.unmodifiableList(phases);
    }

    @Override
    public List<String> getBranchPhases() {
        return standard.getBranchPhases();
    }

    @Override
    public List<String> getRollbackPhases() {
        return standard.getRollbackPhases();
    }

    @Override
    public List<String> getUpdateVersionsPhases() {
        return standard.getUpdateVersionsPhases();
    }

    private static int place(List<String> phases, String phase) {
        int place = phases.indexOf(phase);
        if (place < 0) {
            throw new IllegalStateException("this maven-release-plugin has no phase " + phase + " (" + phases
                    + "), so the release gate has no place in it; take version 3.3.1");
        }
        return place;
    }
}
