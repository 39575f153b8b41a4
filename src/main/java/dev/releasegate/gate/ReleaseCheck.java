package dev.releasegate.gate;

import dev.releasegate.evidence.FileDigest;
import dev.releasegate.evidence.GitState;
import dev.releasegate.evidence.Session;
import dev.releasegate.evidence.SessionFile;
import dev.releasegate.evidence.Terms;
import dev.releasegate.evidence.TermsFile;
import dev.releasegate.report.ReportLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a build left evidence that lets exactly what lies there be released: of this commit and these files, every verdict
 * a PASS that follows from its samples.
 *
 * @param directory of the project
 * @param buildDirectory of the project, with the evidence in it
 */
public record ReleaseCheck(Path directory, Path buildDirectory) {
    /** What is to be done with the release. */
    public sealed interface Answer {}

    /**
     * It may go on.
     *
     * @param lines for people, one for each verdict
     * @param folders with the evidence
     */
    public record Allowed(List<ReportLine> lines, List<RunFolder> folders) implements Answer {
        public Allowed {
            lines = List.copyOf(lines);
            folders = List.copyOf(folders);
        }
    }

    /**
     * It must not go on.
     *
     * @param reason why, and what to do next
     */
    public record Refused(String reason) implements Answer {}

    /** What is asked of evidence besides that it holds. */
    private interface Demand {
        Optional<String> objection(RunFolder folder, GitState.Known then, GitState.Known now);
    }

    /** Whether anything here says that the project was gated, be it in vain. */
    public boolean isGated() {
        return Files.isDirectory(gateDirectory());
    }

    /** Whether what lies here may go: the commit and the files are those that were measured. */
    public Answer ask() {
        return ask(ReleaseCheck::stale);
    }

    /** Whether the commit may go: it is the one that was measured, and nothing else lies here. */
    public Answer askOfCommit() {
        return ask((folder, then, now) -> uncommitted(now).or(() -> stale(folder, then, now)));
    }

    /** Whether the commit may go: it came after the measurement, and holds the files that were measured and no others. */
    public Answer askOfCommitSince() {
        return ask((folder, then, now) -> uncommitted(now).or(() -> changed(folder, then, now)));
    }

    /**
     * Whether what lies here is something else than was measured elsewhere.
     *
     * @param measured where it was
     * @param project groupId:artifactId:version; evidence of another says nothing
     * @return why it is, or empty: also if there is no such evidence
     */
    public Optional<String> objectionTo(ReleaseCheck measured, String project) {
        try {
            for (RunFolder folder : measured.folders()) {
                Session session = SessionFile.read(folder.session());
                if (session.origin().project().equals(project)
                        && session.origin().source() instanceof GitState.Known then
                        && !(now() instanceof GitState.Known present
                                && present.tree().equals(then.tree()))) {
                    return Optional.of(directory + " has not the files that were measured for " + project + " (tree "
                            + then.tree() + " in " + folder.directory()
                            + "): is the tag still the one that was made, and is all that was measured committed?");
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("the evidence in " + measured.gateDirectory() + " cannot be read: " + e.getMessage());
        }
    }

    private Answer ask(Demand demand) {
        try {
            List<RunFolder> folders = folders();
            if (folders.isEmpty()) {
                return new Refused("there is no evidence in " + gateDirectory()
                        + ": bind release-gate:probe and release-gate:check to the build, and do not skip them");
            }
            if (!(now() instanceof GitState.Known now)) {
                return new Refused(
                        "nobody can say which commit is checked out (" + ((GitState.NotKnown) now()).why() + ")");
            }
            List<ReportLine> lines = new ArrayList<>();
            for (RunFolder folder : folders) {
                Optional<String> objection = objection(folder, now, demand);
                if (objection.isPresent()) {
                    return new Refused(objection.get());
                }
                lines.add(line(folder, now));
            }
            return new Allowed(lines, folders);
        } catch (IOException e) {
            return new Refused("the evidence in " + gateDirectory() + " cannot be read: " + e.getMessage());
        }
    }

    private GitState now() {
        return GitState.of(directory, List.of(buildDirectory), gateDirectory().resolve(Origins.SCRATCH));
    }

    private Optional<String> objection(RunFolder folder, GitState.Known now, Demand demand) throws IOException {
        if (!Files.isRegularFile(folder.session())) {
            return Optional.of(folder.directory() + ": there is no measurement, but what another goal left of it");
        }
        Session session = SessionFile.read(folder.session());
        if (session.state() instanceof Session.Skipped skipped) {
            return Optional.of(
                    folder.directory() + ": nothing was measured: the gate was skipped (" + skipped.reason() + ")");
        }
        if (!(session.origin().source() instanceof GitState.Known then)) {
            return Optional.of(folder.directory() + ": the evidence does not say of which commit it is ("
                    + ((GitState.NotKnown) session.origin().source()).why() + ")");
        }
        Optional<String> unfit = demand.objection(folder, then, now);
        if (unfit.isPresent()) {
            return unfit;
        }
        return new Audit(folder, Optional.empty(), artifact(session))
                .run().objections().stream().findFirst().map(objection -> folder.directory() + ": " + objection);
    }

    /** Where the build still has the artifact, it must be the one that was measured. */
    private Optional<Path> artifact(Session session) {
        return session.origin()
                .artifact()
                .map(measured -> buildDirectory.resolve(measured.name()))
                .filter(Files::isRegularFile);
    }

    private static Optional<String> uncommitted(GitState.Known now) {
        return now.dirty()
                ? Optional.of("there are files that are not as in commit " + now.commit()
                        + ", or not in it at all: commit them, remove them, or let git ignore what a build writes")
                : Optional.empty();
    }

    private static Optional<String> stale(RunFolder folder, GitState.Known then, GitState.Known now) {
        return then.commit().equals(now.commit())
                ? changed(folder, then, now)
                : Optional.of(folder.directory() + ": the evidence is stale: it is of commit " + then.commit()
                        + ", and " + now.commit() + " is checked out. Run the build again, with its gate");
    }

    private static Optional<String> changed(RunFolder folder, GitState.Known then, GitState.Known now) {
        return then.tree().equals(now.tree())
                ? Optional.empty()
                : Optional.of(folder.directory()
                        + ": the evidence is stale: files were changed after it was measured (tree " + then.tree()
                        + " then, " + now.tree() + " now). Run the build again, with its gate");
    }

    private static ReportLine line(RunFolder folder, GitState.Known now) throws IOException {
        Terms terms = TermsFile.read(folder.terms());
        return ReportLine.info("Release gate PASS: " + folder.directory().getFileName() + ", commit "
                + now.commit() + ", " + GateCheck.by(terms.budgets(), terms.rule()) + ", evidence sha256:"
                + FileDigest.of(folder.statement()).sha256());
    }

    private List<RunFolder> folders() throws IOException {
        return folders(gateDirectory());
    }

    /** The folders below this one that a run has left, in the order of their names. */
    static List<RunFolder> folders(Path gateDirectory) throws IOException {
        if (!Files.isDirectory(gateDirectory)) {
            return List.of();
        }
        try (Stream<Path> directories = Files.list(gateDirectory)) {
            return directories
                    .map(RunFolder::new)
                    .filter(folder -> Stream.of(folder.session(), folder.verdict(), folder.terms())
                            .anyMatch(Files::isRegularFile))
                    .sorted((one, other) -> one.directory().compareTo(other.directory()))
                    .toList();
        }
    }

    private Path gateDirectory() {
        return buildDirectory.resolve("release-gate");
    }
}
