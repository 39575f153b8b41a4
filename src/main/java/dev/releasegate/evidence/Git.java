package dev.releasegate.evidence;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs git so that it asks nobody, locks nothing and starts no hook, and waits for all of its answers together no longer
 * than it is told. Filters such as LFS are started: without them the hash of a file would be another.
 */
final class Git {
    /** What git is told for every call: to start nothing, and to write one index file and no second one beside it. */
    private static final List<String> SETTINGS =
            List.of("core.fsmonitor=false", "core.hooksPath=/dev/null", "core.splitIndex=false");

    private final String program;
    private final Path scratch;
    private final long end;

    /**
     * @param program such as {@code git}
     * @param scratch a folder for what it writes
     * @param patience for all calls together
     */
    Git(String program, Path scratch, Duration patience) {
        this.program = program;
        this.scratch = scratch;
        this.end = System.nanoTime() + patience.toNanos();
    }

    /**
     * One call.
     *
     * @param directory where it runs
     * @param environment what it is told beside the arguments
     * @param input what it reads, one character a byte
     */
    record Call(Path directory, Map<String, String> environment, String input, List<String> arguments) {
        static Call in(Path directory, String... arguments) {
            return new Call(directory, Map.of(), "", List.of(arguments));
        }

        Call and(List<String> more) {
            List<String> all = new ArrayList<>(arguments);
            all.addAll(more);
            return new Call(directory, environment, input, all);
        }

        Call with(String name, Path value) {
            Map<String, String> all = new HashMap<>(environment);
            all.put(name, value.toString());
            return new Call(directory, all, input, arguments);
        }

        Call reading(String text) {
            return new Call(directory, environment, text, arguments);
        }
    }

    /** What it writes, one character a byte: names are bytes for git. @throws GitException if it fails */
    String text(Call call) throws GitException, IOException {
        if (exitCode(call) != 0) {
            throw new GitException("git " + call.arguments().get(0) + ": " + utf8(read("errors")));
        }
        return read("output");
    }

    /** The one line that it writes, in UTF-8. @throws GitException if it fails */
    String line(Call call) throws GitException, IOException {
        return utf8(text(call)).replaceFirst("\\R$", "");
    }

    /** Whether it ends with 0. @throws GitException if it does not run, or does not end */
    boolean succeeds(Call call) throws GitException, IOException {
        return exitCode(call) == 0;
    }

    private int exitCode(Call call) throws GitException, IOException {
        Process process = start(call);
        try {
            if (process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return process.exitValue();
            }
            throw new GitException("git " + call.arguments().get(0) + " took too long");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GitException("interrupted");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join();
        }
    }

    private Process start(Call call) throws GitException, IOException {
        List<String> command = new ArrayList<>(List.of(program));
        SETTINGS.forEach(setting -> command.addAll(List.of("-c", setting)));
        command.addAll(call.arguments());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(call.directory().toFile())
                .redirectInput(input(call.input()))
                .redirectOutput(scratch.resolve("output").toFile())
                .redirectError(scratch.resolve("errors").toFile());
        builder.environment().keySet().removeIf(Git::isOfAnotherRepository);
        builder.environment()
                .putAll(Map.of(
                        "LC_ALL", "C",
                        "GIT_OPTIONAL_LOCKS", "0",
                        "GIT_TERMINAL_PROMPT", "0",
                        "GIT_NO_REPLACE_OBJECTS", "1"));
        builder.environment().putAll(call.environment());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new GitException("git cannot be started; is it on the PATH?");
        }
    }

    /** A build that a hook of git has started inherits which repository, and which index, the hook is about. */
    private static boolean isOfAnotherRepository(String variable) {
        return variable.startsWith("GIT_") && !variable.startsWith("GIT_CONFIG_") && !variable.equals("GIT_EXEC_PATH");
    }

    private File input(String text) throws IOException {
        return Files.writeString(scratch.resolve("input"), text, StandardCharsets.ISO_8859_1)
                .toFile();
    }

    /** What these bytes, one a character, are as text. */
    static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private String read(String name) throws IOException {
        return Files.readString(scratch.resolve(name), StandardCharsets.ISO_8859_1);
    }
}
