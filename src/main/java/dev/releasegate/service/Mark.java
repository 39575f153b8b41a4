package dev.releasegate.service;

import dev.releasegate.process.ProcessIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * What the processes of one run carry.
 *
 * @param folder names the folder that is measured into
 * @param run names the run
 * @param holder the Maven that has started it
 */
record Mark(String folder, String run, ProcessIdentity holder) {
    private static final Path PROCESS_NUMBERS = Path.of("/proc/self/ns/pid");
    private static final String BETWEEN = ",";

    /** That of a run of this process that begins now. */
    static Mark fresh(Path folder) throws IOException {
        return new Mark(name(folder), UUID.randomUUID().toString(), ProcessIdentity.ofThisProcess());
    }

    /** What {@link #text()} gave; empty for anything else. */
    static Optional<Mark> parse(String text) {
        String[] parts = text.split(BETWEEN, -1);
        return parts.length == 3
                ? ProcessIdentity.ofKey(parts[2]).map(holder -> new Mark(parts[0], parts[1], holder))
                : Optional.empty();
    }

    String text() {
        return String.join(BETWEEN, folder, run, holder.key());
    }

    /**
     * Names a folder that exists. In a container, process 7 is another one than outside of it, and the folder may have the
     * same path: so the name of what the numbers belong to is part of it.
     */
    static String name(Path folder) throws IOException {
        String place = folder.toRealPath() + "\0" + processNumbers();
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(place.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String processNumbers() throws IOException {
        return Files.isSymbolicLink(PROCESS_NUMBERS)
                ? Files.readSymbolicLink(PROCESS_NUMBERS).toString()
                : "";
    }
}
