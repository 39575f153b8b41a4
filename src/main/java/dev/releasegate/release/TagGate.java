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
 * Comes after the commit, and lets the release plugin tag it only if it holds the files that were judged and no others: also
 * when tagging has failed, and the release is resumed with something committed since.
 */
public final class TagGate extends AbstractReleasePhase {
    private final ReleasePhase tag;

    @Inject
    TagGate(@Named("scm-tag") ReleasePhase tag) {
        this.tag = tag;
    }

    @Override
    public ReleaseResult execute(
            ReleaseDescriptor descriptor, ReleaseEnvironment environment, List<MavenProject> projects)
            throws ReleaseExecutionException, ReleaseFailureException {
        if (Modules.of(projects).ask(ReleaseCheck::askOfCommitSince) instanceof ReleaseCheck.Refused refused) {
            throw new ReleaseFailureException("release gate: not tagged: " + refused.reason() + PrepareGate.WAY_OUT);
        }
        return tag.execute(descriptor, environment, projects);
    }

    @Override
    public ReleaseResult simulate(
            ReleaseDescriptor descriptor, ReleaseEnvironment environment, List<MavenProject> projects)
            throws ReleaseExecutionException, ReleaseFailureException {
        return tag.simulate(descriptor, environment, projects);
    }
}
