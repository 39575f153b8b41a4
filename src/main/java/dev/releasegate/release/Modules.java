package dev.releasegate.release;

import dev.releasegate.gate.ReleaseCheck;
import dev.releasegate.gate.RunFolder;
import dev.releasegate.report.ReportLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.maven.project.MavenProject;

/**
 * The projects of a build, all of which go with one release. Each that has been gated must be allowed to; one must have been.
 *
 * @param checks one for each project
 */
record Modules(List<ReleaseCheck> checks) {
    Modules {
        checks = List.copyOf(checks);
    }

    static Modules of(List<MavenProject> projects) {
        return new Modules(projects.stream().map(Modules::check).toList());
    }

    static ReleaseCheck check(MavenProject project) {
        return new ReleaseCheck(
                project.getBasedir().toPath(), Path.of(project.getBuild().getDirectory()));
    }

    /** Asks the same of all. */
    ReleaseCheck.Answer ask(Function<ReleaseCheck, ReleaseCheck.Answer> question) {
        List<ReportLine> lines = new ArrayList<>();
        List<RunFolder> folders = new ArrayList<>();
        for (ReleaseCheck check : checks) {
            if (check.isGated()) {
                ReleaseCheck.Answer answer = question.apply(check);
                if (!(answer instanceof ReleaseCheck.Allowed allowed)) {
                    return answer;
                }
                lines.addAll(allowed.lines());
                folders.addAll(allowed.folders());
            }
        }
        return folders.isEmpty()
                ? new ReleaseCheck.Refused("there is no evidence in the build directory of any project: bind"
                        + " release-gate:probe and release-gate:check to the build, and do not skip them")
                : new ReleaseCheck.Allowed(lines, folders);
    }
}
