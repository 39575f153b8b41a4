package dev.releasegate.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Processes that are known by a variable in the environment they were started with. A process hands it on to all that it
 * starts, also to what detaches itself from it. Only Linux tells, and to a user without rights only of that user's own.
 */
public final class MarkedProcesses {
    private MarkedProcesses() {}

    /** Whether this machine tells at all. */
    public static boolean areTold() {
        return Files.isReadable(ProcessStat.PROC.resolve("self/environ"));
    }

    /**
     * The processes that can be looked at and have this variable, each with its value.
     *
     * @throws IOException if the list of processes cannot be read
     */
    public static Map<ProcessIdentity, String> by(String variable) throws IOException {
        Map<ProcessIdentity, String> found = new LinkedHashMap<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(ProcessStat.PROC, "[0-9]*")) {
            for (Path process : processes) {
                long pid = Long.parseLong(process.getFileName().toString());
                value(process, variable)
                        .ifPresent(value -> ProcessHandle.of(pid)
                                .map(ProcessIdentity::of)
                                .filter(identity -> value(process, variable).equals(Optional.of(value)))
                                .ifPresent(identity -> found.put(identity, value)));
            }
        }
        return found;
    }

    private static Optional<String> value(Path process, String variable) {
        try {
            String start = variable + "=";
            String environment = Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
            for (String entry : environment.split("\0", -1)) {
                if (entry.startsWith(start)) {
                    return Optional.of(entry.substring(start.length()));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // it has ended, or belongs to somebody else
        }
    }
}
