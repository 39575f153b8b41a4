package dev.releasegate.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.apache.maven.shared.release.strategy.Strategy;
import org.junit.jupiter.api.Test;

class GatedStrategyTest {
    @Test
    void the_gate_commits_and_tags_in_the_place_of_the_standard_phases() {
        Strategy gated = new GatedStrategy(new Phases(
                List.of("run-preparation-goals", "scm-commit-release", "scm-tag", "end-release"), List.of()));

        assertThat(gated.getPreparePhases())
                .containsExactly("run-preparation-goals", "release-gate", "release-gate-tag", "end-release");
    }

    @Test
    void the_gate_stands_before_and_after_the_goals_that_deploy() {
        Strategy gated =
                new GatedStrategy(new Phases(List.of(), List.of("checkout-project-from-scm", "run-perform-goals")));

        assertThat(gated.getPerformPhases())
                .containsExactly(
                        "checkout-project-from-scm",
                        "release-gate-checkout",
                        "run-perform-goals",
                        "release-gate-deployed");
    }

    /** The release plugin looks for the phase that was completed last, and for null at the very beginning. */
    @Test
    void nobody_stumbles_over_the_phase_before_the_first() {
        Strategy gated =
                new GatedStrategy(new Phases(List.of("scm-commit-release", "scm-tag"), List.of("run-perform-goals")));

        assertThat(gated.getPreparePhases().indexOf(null)).isEqualTo(-1);
        assertThat(gated.getPerformPhases().indexOf(null)).isEqualTo(-1);
    }

    @Test
    void a_release_plugin_without_those_phases_is_refused() {
        Strategy gated = new GatedStrategy(new Phases(List.of("commit"), List.of("deploy")));

        assertThatThrownBy(gated::getPreparePhases)
                .hasMessage(
                        "this maven-release-plugin has no phase scm-commit-release ([commit]), so the release gate has"
                                + " no place in it; take version 3.3.1");
        assertThatThrownBy(gated::getPerformPhases).hasMessageContaining("no phase run-perform-goals");
    }

    private record Phases(List<String> prepare, List<String> perform) implements Strategy {
        @Override
        public List<String> getPreparePhases() {
            return Arrays.asList(prepare.toArray(new String[0]));
        }

        @Override
        public List<String> getPerformPhases() {
            return Arrays.asList(perform.toArray(new String[0]));
        }

        @Override
        public List<String> getBranchPhases() {
            return List.of();
        }

        @Override
        public List<String> getRollbackPhases() {
            return List.of();
        }

        @Override
        public List<String> getUpdateVersionsPhases() {
            return List.of();
        }
    }
}
