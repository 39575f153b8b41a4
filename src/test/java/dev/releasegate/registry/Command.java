package dev.releasegate.registry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A program of the machine, run to its end. */
final class Command {
    private Command() {}

    /** @throws IOException if there is no such program, or it ends with anything but 0; with what it printed */
    static void run(Object... words) throws IOException {
        List<String> command = List.of(words).stream().map(Object::toString).toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(String.join(" ", command) + ": " + output.strip());
        }
    }

    /** A file of the resources beside this class, copied into a directory. */
    static Path resource(String name, Path directory) throws IOException {
        try (InputStream input = Command.class.getResourceAsStream(name)) {
            if (input == null) {
                throw new IOException("there is no resource " + name);
            }
            Path file = directory.resolve(name);
            Files.copy(input, file);
            return file;
        }
    }
}
