package dev.releasegate.gate;

import dev.releasegate.evidence.FileDigest;
import dev.releasegate.evidence.GitState;
import dev.releasegate.evidence.Session;
import dev.releasegate.evidence.SessionFile;
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

    /** Looks. */
    public Answer ask() {
        try {
            List<RunFolder> folders = folders();
            if (folders.isEmpty()) {
                return new Refused("there is no evidence in " + gateDirectory()
                        + ": bind release-gate:probe and release-gate:check to the build, and do not skip them");
            }
            GitState now = GitState.of(
                    directory, List.of(buildDirectory), gateDirectory().resolve(Origins.SCRATCH));
            List<ReportLine> lines = new ArrayList<>();
            for (RunFolder folder : folders) {
                Optional<String> objection = objection(folder, now);
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

    private Optional<String> objection(RunFolder folder, GitState now) throws IOException {
        Session session = SessionFile.read(folder.session());
        Optional<String> stale = stale(folder, session, now);
        if (stale.isPresent()) {
            return stale;
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

    private static Optional<String> stale(RunFolder folder, Session session, GitState now) {
        if (!(session.origin().source() instanceof GitState.Known then)) {
            return Optional.of(folder.directory() + ": the evidence does not say of which commit it is ("
                    + ((GitState.NotKnown) session.origin().source()).why() + ")");
        }
        if (!(now instanceof GitState.Known present)) {
            return Optional.of("nobody can say which commit is checked out (" + ((GitState.NotKnown) now).why() + ")");
        }
        if (!then.commit().equals(present.commit())) {
            return Optional.of(folder.directory() + ": the evidence is stale: it is of commit " + then.commit()
                    + ", and " + present.commit() + " is checked out. Run the build again, with its gate");
        }
        return then.tree().equals(present.tree())
                ? Optional.empty()
                : Optional.of(folder.directory()
                        + ": the evidence is stale: files were changed after it was measured (tree " + then.tree()
                        + " then, " + present.tree() + " now). Run the build again, with its gate");
    }

    private static ReportLine line(RunFolder folder, GitState now) throws IOException {
        return ReportLine.info("Release gate PASS: " + folder.directory().getFileName() + ", commit "
                + ((GitState.Known) now).commit() + ", evidence sha256:"
                + FileDigest.of(folder.statement()).sha256());
    }

    private List<RunFolder> folders() throws IOException {
        if (!Files.isDirectory(gateDirectory())) {
            return List.of();
        }
        try (Stream<Path> directories = Files.list(gateDirectory())) {
            return directories
                    .map(RunFolder::new)
                    .filter(folder -> Files.isRegularFile(folder.session()))
                    .sorted((one, other) -> one.directory().compareTo(other.directory()))
                    .toList();
        }
    }

    private Path gateDirectory() {
        return buildDirectory.resolve("release-gate");
    }
}
