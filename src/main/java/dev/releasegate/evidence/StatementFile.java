package dev.releasegate.evidence;

import dev.releasegate.record.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Keeps a statement in a file, {@code statement.json}. */
public final class StatementFile {
    private StatementFile() {}

    /** Writes the statement. @throws IOException if it cannot be written; an older file is kept then */
    public static void write(Path file, Statement statement) throws IOException {
        WholeFile.write(file, statement.bytes());
    }

    /**
     * Reads a statement back. Members that are not known are passed over, as in-toto asks.
     *
     * @throws IOException if the file is missing, cannot be read, or is no such statement; the message says which
     */
    public static Statement read(Path file) throws IOException {
        return JsonFile.read(file, "statement of a release gate", StatementFile::statement);
    }

    private static Statement statement(StrictJson root) {
        require(root, "_type", Statement.TYPE);
        require(root, "predicateType", Statement.PREDICATE_TYPE);
        StrictJson predicate = root.object("predicate");
        TestResult result = new TestResult(
                result(predicate.text("result")),
                predicate.texts("passedTests"),
                predicate.texts("warnedTests"),
                predicate.texts("failedTests"));
        return new Statement(
                resources(root, "subject"),
                result,
                resources(predicate, "configuration"),
                particulars(predicate.object("releaseGate")));
    }

    private static void require(StrictJson root, String name, String value) {
        if (!root.text(name).equals(value)) {
            throw new IllegalArgumentException("\"" + name + "\" must be " + value);
        }
    }

    private static TestResult.Result result(String text) {
        return switch (text) {
            case "PASSED" -> TestResult.Result.PASSED;
            case "WARNED" -> TestResult.Result.WARNED;
            case "FAILED" -> TestResult.Result.FAILED;
            default -> throw new IllegalArgumentException("\"result\" must be PASSED, WARNED or FAILED");
        };
    }

    private static List<Resource> resources(StrictJson parent, String name) {
        return parent.array(name).stream().map(StatementFile::resource).toList();
    }

    private static Resource resource(StrictJson node) {
        StrictJson digest = node.object("digest");
        if (digest.names().size() != 1) {
            throw new IllegalArgumentException("\"digest\" must have one member, sha256 or gitCommit");
        }
        String algorithm = digest.names().get(0);
        return new Resource(node.text("name"), algorithm, digest.text(algorithm));
    }

    private static Particulars particulars(StrictJson node) {
        StrictJson identity = node.object("identity");
        StrictJson environment = node.object("environment");
        return new Particulars(
                node.text("sessionId"),
                resources(node, "files"),
                new Particulars.Identity(identity.text("required"), identity.text("proven")),
                new Particulars.Environment(
                        environment.text("os"),
                        environment.text("arch"),
                        environment.text("jdk"),
                        environment.count("cpus"),
                        environment.text("maven"),
                        environment.text("plugin")),
                node.has("dirty") || node.has("gitTree")
                        ? Optional.of(new Particulars.Source(node.flag("dirty"), node.text("gitTree")))
                        : Optional.empty(),
                node.has("clockDriftMs") ? OptionalDouble.of(node.number("clockDriftMs")) : OptionalDouble.empty());
    }
}
