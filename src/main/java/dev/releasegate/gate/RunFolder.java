package dev.releasegate.gate;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where one execution of the gate keeps its evidence.
 *
 * @param directory such as {@code target/release-gate/default}
 */
public record RunFolder(Path directory) {
    /** The perf log: one line for each sample. */
    public Path samples() {
        return directory.resolve("samples.jsonl");
    }

    /** What the probe set out to do and how it ended. */
    public Path session() {
        return directory.resolve("session.json");
    }

    /** What the release is held to. */
    public Path terms() {
        return directory.resolve("terms.json");
    }

    /** What was judged, and every finding. */
    public Path verdict() {
        return directory.resolve("verdict.json");
    }

    /** What the verdict says of what, as an in-toto statement. */
    public Path statement() {
        return directory.resolve("statement.json");
    }

    /** What the statement says, alone, for tools that make a statement of their own. */
    public Path predicate() {
        return directory.resolve("predicate.json");
    }

    /** The statement in a signed envelope. */
    public Path envelope() {
        return directory.resolve("statement.intoto.jsonl");
    }

    /** The summary alone. */
    public Path summary() {
        return directory.resolve("summary.json");
    }

    /** What became of a log of another form. */
    public Path normalized() {
        return directory.resolve("normalized.jsonl");
    }

    /** Everything that the service wrote. */
    public Path serviceOutput() {
        return directory.resolve("service.log");
    }

    /** What the bundled Registry stores while it is probed. */
    Path registryData() {
        return directory.resolve("registry-of-the-probe");
    }

    /**
     * Removes the evidence of an older run, so that it cannot be taken for that of a new one.
     *
     * @throws IOException if something is there that is not ours: nothing has been removed then
     */
    void clear() throws IOException {
        Files.createDirectories(directory);
        requireOurs();
        delete(registryData());
        for (Path old : List.of(
                samples(),
                serviceOutput(),
                summary(),
                predicate(),
                statement(),
                envelope(),
                verdict(),
                terms(),
                session())) {
            Files.deleteIfExists(old);
        }
    }

    /**
     * Refuses a folder that a symbolic link leads to from inside the project: what is written there would be written elsewhere.
     *
     * @param base of the project
     * @throws IOException if there is such a link; it names it, and nothing has been touched
     */
    public void refuseLinks(Path base) throws IOException {
        Path root = base.toAbsolutePath().normalize();
        Path path = directory.toAbsolutePath().normalize();
        for (Path each = path; each != null && each.startsWith(root) && !each.equals(root); each = each.getParent()) {
            if (Files.isSymbolicLink(each)) {
                throw new IOException(each + " is a symbolic link, to " + Files.readSymbolicLink(each)
                        + ": evidence is not written through links. Remove it, or choose another outputDirectory");
            }
        }
    }

    /** Says what to do where there is no log, which the message of a missing file does not. */
    static void requireLog(Path samples) throws IOException {
        if (!Files.isRegularFile(samples)) {
            throw new IOException("there is no perf log at " + samples + "; name one with -Drelease-gate.samples=FILE");
        }
    }

    private void requireOurs() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> there = files.toList();
            boolean ours = there.isEmpty()
                    || List.of(session(), verdict(), summary(), normalized()).stream()
                            .anyMatch(there::contains);
            if (!ours) {
                throw new IOException(
                        directory + " has files in it, and none of them is of a release gate: choose another"
                                + " outputDirectory, for what is there would be replaced");
            }
        }
    }

    /** Deletes a folder and all that is in it, if it is there. Links in it are removed and not followed. */
    static void delete(Path folder) throws IOException {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
                        throws IOException {
                    if (failure != null) {
                        throw failure;
                    }
                    Files.delete(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (NoSuchFileException e) {
            // there is none
        }
    }
}
