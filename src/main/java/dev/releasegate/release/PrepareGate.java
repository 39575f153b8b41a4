package dev.releasegate.release;

import dev.releasegate.gate.ReleaseCheck;
import java.util.List;
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
 * Comes after the preparation goals, and lets the release plugin commit only what has been judged. Both are one phase: when the
 * commit or its push fails, a release that is resumed is asked for its evidence again.
 */
public final class PrepareGate extends AbstractReleasePhase {
    private final ReleasePhase commit;

    @Inject
    PrepareGate(@Named("scm-commit-release") ReleasePhase commit) {
        this.commit = commit;
    }

    @Override
    public ReleaseResult execute(
            ReleaseDescriptor descriptor, ReleaseEnvironment environment, List<MavenProject> projects)
            throws ReleaseExecutionException, ReleaseFailureException {
        ReleaseCheck.Answer answer = Modules.of(projects).ask(ReleaseCheck::ask);
        if (answer instanceof ReleaseCheck.Refused refused) {
            throw new ReleaseFailureException("release gate: not tagged: " + refused.reason() + WAY_OUT);
        }
        ((ReleaseCheck.Allowed) answer).lines().forEach(line -> logInfo(getReleaseResultSuccess(), line.text()));
        return commit.execute(descriptor, environment, projects);
    }

    /** A dry run has run the preparation goals on the POMs as they are, so there is something to judge; it stops nobody. */
    @Override
    public ReleaseResult simulate(
            ReleaseDescriptor descriptor, ReleaseEnvironment environment, List<MavenProject> projects)
            throws ReleaseExecutionException, ReleaseFailureException {
        ReleaseCheck.Answer answer = Modules.of(projects).ask(ReleaseCheck::ask);
        if (answer instanceof ReleaseCheck.Refused refused) {
            logWarn(
                    getReleaseResultSuccess(),
                    "release gate: a release would end here, not tagged: " + refused.reason());
        } else {
            ((ReleaseCheck.Allowed) answer).lines().forEach(line -> logInfo(getReleaseResultSuccess(), line.text()));
            logInfo(
                    getReleaseResultSuccess(),
                    "release gate: with such evidence of its own, a release would go on here");
        }
        return commit.simulate(descriptor, environment, projects);
    }

    /** What is left to do with a release that may not go on. */
    static final String WAY_OUT = "\nThe release that was begun cannot be resumed. Undo it with: mvn release:rollback"
            + "\nThen begin anew, and the preparation goals measure again: mvn release:prepare";
}
