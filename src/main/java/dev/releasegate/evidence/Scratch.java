package dev.releasegate.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder that is there for a moment; what a killed build left of it is replaced by the next. */
final class Scratch implements AutoCloseable {
    private final Path path;

    private Scratch(Path path) {
        this.path = path;
    }

    /** Makes it, empty. */
    static Scratch at(Path path) throws IOException {
        Scratch scratch = new Scratch(path.toAbsolutePath().normalize());
        scratch.close();
        Files.createDirectories(scratch.path);
        return scratch;
    }

    Path path() {
        return path;
    }

    /** Removes it with all that is in it. Links in it are not followed. */
    @Override
    public void close() throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(path)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.delete(each);
        }
    }
}
