package dev.releasegate.gate;

import dev.releasegate.dsse.SigningKey;
import dev.releasegate.evidence.EnvelopeFile;
import dev.releasegate.evidence.FileDigest;
import dev.releasegate.evidence.GitState;
import dev.releasegate.evidence.Origin;
import dev.releasegate.evidence.Particulars;
import dev.releasegate.evidence.Resource;
import dev.releasegate.evidence.Session;
import dev.releasegate.evidence.Statement;
import dev.releasegate.evidence.StatementFile;
import dev.releasegate.evidence.TestResult;
import dev.releasegate.record.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Puts a verdict into a form that others know: a statement of what, from which samples, and, with a key, its signature. */
final class Attestation {
    /** The commit says nothing of what the plugin brought along. */
    private static final GitState NOT_OF_THE_PROJECT =
            new GitState.NotKnown("what was measured was not made from the sources of the project");

    private final RunFolder folder;

    Attestation(RunFolder folder) {
        this.folder = folder;
    }

    /** Removes the statement of an older verdict. */
    void clear() throws IOException {
        for (Path old : List.of(folder.predicate(), folder.statement(), folder.envelope())) {
            Files.deleteIfExists(old);
        }
    }

    /**
     * Writes the statement of the verdict that lies in the folder.
     *
     * @return its digest, which is worth keeping outside the folder
     */
    String write(BundleJudge.Outcome outcome, boolean goesOnIfTooClose, Optional<SigningKey> key) throws IOException {
        Statement statement = of(outcome, goesOnIfTooClose);
        WholeFile.write(folder.predicate(), statement.predicateBytes());
        StatementFile.write(folder.statement(), statement);
        if (key.isPresent()) {
            EnvelopeFile.write(folder.envelope(), List.of(key.get().sign(Statement.PAYLOAD_TYPE, statement.bytes())));
        }
        return FileDigest.of(folder.statement()).sha256();
    }

    /** The statement that the evidence gives. */
    Statement of(BundleJudge.Outcome outcome, boolean goesOnIfTooClose) throws IOException {
        Session session = outcome.session();
        Origin origin = session.origin();
        Map<String, String> environment = origin.environment();
        OptionalDouble drift = session.state() instanceof Session.Closed closed
                ? OptionalDouble.of(closed.clock().driftMs())
                : OptionalDouble.empty();
        Particulars particulars = new Particulars(
                session.id(),
                files(),
                new Particulars.Identity(
                        outcome.terms().requiredIdentity().name(),
                        outcome.proven().name()),
                new Particulars.Environment(
                        environment.getOrDefault("os", ""),
                        environment.getOrDefault("arch", ""),
                        environment.getOrDefault("jdk", ""),
                        Integer.parseInt(environment.getOrDefault("cpus", "0")),
                        environment.getOrDefault("maven", ""),
                        environment.getOrDefault("plugin", "")),
                Particulars.Source.of(origin.source()),
                drift);
        return new Statement(
                Statement.subjects(
                        origin.artifact().map(file -> Resource.file(file.name(), file.sha256())),
                        origin.madeHere() ? origin.source() : NOT_OF_THE_PROJECT,
                        digested(folder.samples())),
                TestResult.of(outcome.judgement(), goesOnIfTooClose),
                List.of(digested(folder.terms())),
                particulars);
    }

    /** The files of the bundle that a statement speaks for. */
    List<Resource> files() throws IOException {
        List<Resource> files = new ArrayList<>();
        for (Path file : List.of(folder.samples(), folder.session(), folder.terms(), folder.verdict())) {
            files.add(digested(file));
        }
        return files;
    }

    private static Resource digested(Path file) throws IOException {
        return Resource.file(
                String.valueOf(file.getFileName()), FileDigest.of(file).sha256());
    }
}
