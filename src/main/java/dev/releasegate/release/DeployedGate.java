package dev.releasegate.release;

import dev.releasegate.gate.ReleaseCheck;
import java.util.List;
import org.apache.maven.project.MavenProject;
import org.apache.maven.shared.release.ReleaseFailureException;
import org.apache.maven.shared.release.ReleaseResult;
import org.apache.maven.shared.release.config.ReleaseDescriptor;
import org.apache.maven.shared.release.env.ReleaseEnvironment;
import org.apache.maven.shared.release.phase.AbstractReleasePhase;

/** Comes after the goals that deploy: they have built once more, and must have left evidence of what they built. */
public final class DeployedGate extends AbstractReleasePhase {
    @Override
    public ReleaseResult execute(
            ReleaseDescriptor descriptor, ReleaseEnvironment environment, List<MavenProject> projects)
            throws ReleaseFailureException {
        ReleaseResult result = getReleaseResultSuccess();
        ReleaseCheck.Answer answer = Checkout.of(descriptor, projects).ask();
        if (answer instanceof ReleaseCheck.Refused refused) {
            throw new ReleaseFailureException("release gate: '" + descriptor.getPerformGoals()
                    + "' has run, and what it deployed was not judged: " + refused.reason()
                    + "\nThe build before it had evidence of the same commit. Withdraw what was deployed, or judge it:"
                    + " the goals must not switch the gate off.");
        }
        ((ReleaseCheck.Allowed) answer).lines().forEach(line -> logInfo(result, line.text()));
        return result;
    }

    @Override
    public ReleaseResult simulate(
            ReleaseDescriptor descriptor, ReleaseEnvironment environment, List<MavenProject> projects) {
        ReleaseResult result = getReleaseResultSuccess();
        logInfo(result, "release gate: '" + descriptor.getPerformGoals() + "' would have to leave such evidence, too");
        return result;
    }
}
