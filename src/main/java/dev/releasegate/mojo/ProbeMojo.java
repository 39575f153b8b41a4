package dev.releasegate.mojo;

import dev.releasegate.budget.BudgetException;
import dev.releasegate.budget.Budgets;
import dev.releasegate.gate.ProbeRun;
import dev.releasegate.gate.Sampling;
import dev.releasegate.gate.Subject;
import dev.releasegate.probe.Arrivals;
import dev.releasegate.probe.ProbePlan;
import dev.releasegate.summary.StepFilter;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Takes a measurement: starts the service, waits until it is ready, sends the requests, writes one line for each sample,
 * ends the service. A failed measurement does not fail the build here: it is written down, and the goal check reports it,
 * so that post-integration-test still runs. A wrong configuration fails at once.
 *
 * @since 0.1.0
 */
@Mojo(name = "probe", defaultPhase = LifecyclePhase.INTEGRATION_TEST, threadSafe = true)
public final class ProbeMojo extends MeasuringMojo {
    /**
     * How many requests a second are sent to each step, whether the requests before are answered or not.
     *
     * @since 0.1.0
     */
    @Parameter(property = "release-gate.rate", defaultValue = "25")
    private String rate;

    /**
     * How the requests are spread over time: jittered (one in each slot of time, not at its middle), constant or poisson.
     *
     * @since 0.1.0
     */
    @Parameter(property = "release-gate.arrivals", defaultValue = "jittered")
    private String arrivals;

    /**
     * Repeats the schedule of another run, whose seed is in its session.json. Default: a new one each time.
     *
     * @since 0.1.0
     */
    @Parameter(property = "release-gate.seed")
    private @Nullable String seed;

    /**
     * No request is due later than so long after the first one.
     *
     * @since 0.1.0
     */
    @Parameter(property = "release-gate.maxDuration", defaultValue = "120s")
    private String maxDuration;

    /**
     * After so long no further round of the warm-up begins; with 0s every step is asked once.
     *
     * @since 0.1.0
     */
    @Parameter(property = "release-gate.warmUp", defaultValue = "10s")
    private String warmUp;

    /**
     * A request that is not answered so long after it was due has failed.
     *
     * @since 0.1.0
     */
    @Parameter(property = "release-gate.timeout", defaultValue = "30s")
    private String timeout;

    /**
     * How many requests may be under way at once. If that is not enough, requests wait, and their wait is part of their
     * latency.
     *
     * @since 0.1.0
     */
    @Parameter(property = "release-gate.workers", defaultValue = "64")
    private String workers;

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
    void run() throws ConfigurationException, BudgetException, IOException {
        Subject subject = subject();
        StepFilter ownTool = new StepFilter(Optional.of(subject.tool()), Optional.empty());
        Budgets budgets = budgets(subject).only(ownTool);
        budgets.requireSteps(subject.steps());
        ProbeRun.Demand demand = new ProbeRun.Demand(origins().of(subject), requiredIdentity(subject));
        ProbeRun probe = new ProbeRun(subject, folder(), sampling(budgets), demand, this::print);
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

    private Sampling sampling(Budgets budgets) throws ConfigurationException {
        try {
            return new Sampling(plan(), rule(), budgets);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()));
        }
    }

    private ProbePlan plan() throws ConfigurationException {
        String given = seed;
        Arrivals spread = Arrivals.named(arrivals.strip())
                .orElseThrow(() -> new ConfigurationException(
                        "arrivals must be one of " + Arrivals.labels() + ", but is \"" + arrivals + "\""));
        try {
            return new ProbePlan(
                    NumberText.rate("rate", rate),
                    spread,
                    given == null ? new SecureRandom().nextLong() : NumberText.seed("seed", given),
                    DurationText.parse("maxDuration", maxDuration),
                    DurationText.parse("warmUp", warmUp),
                    DurationText.parse("timeout", timeout),
                    NumberText.whole("workers", workers));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()));
        }
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
