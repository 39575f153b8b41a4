package dev.releasegate.mojo;

import dev.releasegate.budget.BudgetException;
import dev.releasegate.gate.ProbeRun;
import dev.releasegate.gate.Subject;
import dev.releasegate.summary.StepFilter;
import java.io.IOException;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Takes a measurement: starts the service, waits until it is ready, sends the requests, writes one line for each sample,
 * ends the service. A failed measurement does not fail the build here: it is written down, and the goal check reports it,
 * so that post-integration-test still runs. A wrong configuration fails at once.
 *
 * @since 0.1.0
 */
@Mojo(name = "probe", defaultPhase = LifecyclePhase.INTEGRATION_TEST, threadSafe = true)
public final class ProbeMojo extends MeasuringMojo {
    private final MeasurementTurn turn;

    @Inject
    ProbeMojo(MeasurementTurn turn) {
        this.turn = turn;
    }

    @Override
    String deed() {
        return "measured";
    }

    @Override
    void run() throws ConfigurationException, BudgetException {
        Subject subject = subject();
        StepFilter ownTool = new StepFilter(Optional.of(subject.tool()), Optional.empty());
        budgets(subject).only(ownTool).requireSteps(subject.steps());
        ProbeRun probe = new ProbeRun(subject, folder(), minSamples(), this::print);
        claimFolder();
        try {
            remember(turn.measure(probe));
        } catch (IOException e) {
            getLog().error("Not measured, and not even that could be written down: " + e
                    + ". The check will find no measurement.");
        }
    }

    @Override
    void skipped(String reason) throws ConfigurationException, IOException {
        claimFolder();
        remember(ProbeRun.skip(subject(), folder(), reason));
    }

    /** Two measurements in one folder would leave one of them unjudged, or judged by the other's samples. */
    private void claimFolder() throws ConfigurationException {
        Optional<String> other = turn.claim(folder().directory(), owner());
        if (other.isPresent()) {
            throw new ConfigurationException(
                    "outputDirectory " + folder().directory() + " already holds the measurement of " + other.get()
                            + " in this build: give each execution a directory of its own");
        }
    }
}
