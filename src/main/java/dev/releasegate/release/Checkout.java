package dev.releasegate.release;

import dev.releasegate.gate.ReleaseCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.project.MavenProject;
import org.apache.maven.shared.release.config.ReleaseDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * What release:perform has checked out, and is going to build there.
 *
 * @param pairs each project here, with the same one there
 */
record Checkout(List<Pair> pairs) {
    Checkout {
        pairs = List.copyOf(pairs);
    }

    /**
     * One project twice.
     *
     * @param name groupId:artifactId:version that it is released as
     * @param prepared where the release was prepared
     * @param checkedOut where it was checked out
     */
    record Pair(String name, ReleaseCheck prepared, ReleaseCheck checkedOut) {}

    static Checkout of(ReleaseDescriptor release, List<MavenProject> projects) {
        Path here = root(projects);
        Path there = there(Path.of(release.getCheckoutDirectory()), release.getScmRelativePathProjectDirectory(), here);
        return new Checkout(projects.stream()
                .map(project -> {
                    ReleaseCheck prepared = Modules.check(project);
                    ReleaseCheck checkedOut = new ReleaseCheck(
                            there.resolve(here.relativize(prepared.directory())).normalize(),
                            there.resolve(here.relativize(prepared.buildDirectory()))
                                    .normalize());
                    return new Pair(name(release, project), prepared, checkedOut);
                })
                .toList());
    }

    /** Whether what lies there is something else than was judged here, if the evidence of that is still here. */
    Optional<String> objection() {
        return pairs.stream()
                .flatMap(pair -> pair.checkedOut().objectionTo(pair.prepared(), pair.name()).stream())
                .findFirst();
    }

    /** Whether the build there has left evidence of its commit. */
    ReleaseCheck.Answer ask() {
        return new Modules(pairs.stream().map(Pair::checkedOut).toList()).ask(ReleaseCheck::askOfCommit);
    }

    private static String name(ReleaseDescriptor release, MavenProject project) {
        String key = project.getGroupId() + ":" + project.getArtifactId();
        return key + ":" + release.getProjectReleaseVersion(key);
    }

    private static Path root(List<MavenProject> projects) {
        return projects.stream()
                .filter(MavenProject::isExecutionRoot)
                .findFirst()
                .orElse(projects.get(0))
                .getBasedir()
                .toPath();
    }

    /** A project that is not at the top of its repository is not at the top of the checkout either. */
    private static Path there(Path checkout, @Nullable String relative, Path here) {
        if (relative != null && !relative.isEmpty()) {
            return checkout.resolve(relative);
        }
        for (Path top = here; top != null; top = top.getParent()) {
            if (Files.exists(top.resolve(".git"))) {
                return checkout.resolve(top.relativize(here)).normalize();
            }
        }
        return checkout;
    }
}
