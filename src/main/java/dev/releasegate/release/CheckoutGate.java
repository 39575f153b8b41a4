package dev.releasegate.release;

import dev.releasegate.gate.ReleaseCheck;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import javax.inject.Named;
import org.apache.maven.project.MavenProject;
import org.apache.maven.shared.release.ReleaseExecutionException;
import org.apache.maven.shared.release.ReleaseFailureException;
import org.apache.maven.shared.release.ReleaseResult;
import org.apache.maven.shared.release.config.ReleaseDescriptor;
import org.apache.maven.shared.release.env.ReleaseEnvironment;
import org.apache.maven.shared.release.phase.AbstractReleasePhase;
import org.apache.maven.shared.release.phase.ReleasePhase;

/**
 * Comes after the checkout and before the goals that deploy. What was checked out must be what was judged when the release was
 * prepared, and then it is judged for itself: the release plugin runs {@code verify} there as it would run the goals, with the
 * same arguments, and the evidence of that is asked for. A gate that these arguments, a profile or the goals switch off is
 * found out here, before anything is deployed.
 */
public final class CheckoutGate extends AbstractReleasePhase {
    private static final String GOALS = "verify";

    private final ReleasePhase runGoals;

    @Inject
    CheckoutGate(@Named("run-perform-goals") ReleasePhase runGoals) {
        this.runGoals = runGoals;
    }

    @Override
    public ReleaseResult execute(
            ReleaseDescriptor descriptor, ReleaseEnvironment environment, List<MavenProject> projects)
            throws ReleaseExecutionException, ReleaseFailureException {
        ReleaseResult result = getReleaseResultSuccess();
        Checkout checkout = Checkout.of(descriptor, projects);
        Optional<String> other = checkout.objection();
        if (other.isPresent()) {
            throw new ReleaseFailureException("release gate: nothing is deployed: " + other.get());
        }
        logInfo(
                result,
                "release gate: running '" + GOALS + "' in the checkout, before '" + descriptor.getPerformGoals()
                        + "' may deploy it");
        runGoals.execute(OtherGoals.of(descriptor, GOALS), environment, projects);
        ReleaseCheck.Answer answer = checkout.ask();
        if (answer instanceof ReleaseCheck.Refused refused) {
            throw new ReleaseFailureException("release gate: nothing is deployed: " + refused.reason());
        }
        ((ReleaseCheck.Allowed) answer).lines().forEach(line -> logInfo(result, line.text()));
        return result;
    }

    @Override
    public ReleaseResult simulate(
            ReleaseDescriptor descriptor, ReleaseEnvironment environment, List<MavenProject> projects) {
        ReleaseResult result = getReleaseResultSuccess();
        logInfo(
                result,
                "release gate: '" + GOALS + "' would be run in the checkout, and must leave evidence of its"
                        + " commit, before '" + descriptor.getPerformGoals() + "' may deploy it");
        return result;
    }
}
