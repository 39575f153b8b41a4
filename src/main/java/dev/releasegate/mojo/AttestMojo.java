package dev.releasegate.mojo;

import dev.releasegate.gate.ReleaseCheck;
import dev.releasegate.gate.RunFolder;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;

/**
 * Says whether what lies here may be released: whether the build left evidence of exactly this commit and these files, with
 * no verdict but PASS, and each of them follows from its samples. It measures nothing and takes a moment: for release tools
 * that want a check of its own before the tag. It can attach the statements to the project, so that plugins that sign and
 * deploy artifacts carry them along.
 *
 * @since 0.1.0
 */
@Mojo(name = "attest", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class AttestMojo extends GateMojo {
    /**
     * Attaches the statement of each execution, with classifier gate-EXECUTION and type intoto.json, and the signed one, if
     * there is one, with type intoto.jsonl.
     *
     * @since 0.1.0
     */
    @Parameter(property = "release-gate.attach", defaultValue = "false")
    private boolean attach;

    private final MavenProjectHelper helper;

    @Inject
    AttestMojo(MavenProjectHelper helper) {
        this.helper = helper;
    }

    @Override
    String deed() {
        return "attested";
    }

    @Override
    boolean isSkippable() {
        return false;
    }

    @Override
    void run() throws MojoFailureException {
        ReleaseCheck.Answer answer = new ReleaseCheck(baseDirectory(), buildDirectory()).ask();
        if (answer instanceof ReleaseCheck.Refused refused) {
            throw new MojoFailureException("not attested: " + refused.reason());
        }
        ReleaseCheck.Allowed allowed = (ReleaseCheck.Allowed) answer;
        allowed.lines().forEach(this::print);
        if (attach) {
            allowed.folders().forEach(this::attach);
        }
    }

    private void attach(RunFolder folder) {
        String classifier = "gate-" + folder.directory().getFileName();
        attach(folder.statement(), "intoto.json", classifier);
        Optional.of(folder.envelope())
                .filter(Files::isRegularFile)
                .ifPresent(signed -> attach(signed, "intoto.jsonl", classifier));
    }

    private void attach(Path file, String type, String classifier) {
        File content = file.toFile();
        helper.attachArtifact(project(), type, classifier, content);
    }
}
