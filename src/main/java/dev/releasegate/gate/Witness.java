package dev.releasegate.gate;

import dev.releasegate.evidence.FileDigest;
import dev.releasegate.evidence.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Looks at the service from outside, before the first sample and after the last. */
final class Witness {
    private final Optional<Path> startedFile;
    private final String sha256Before;

    private Witness(Optional<Path> startedFile, String sha256Before) {
        this.startedFile = startedFile;
        this.sha256Before = sha256Before;
    }

    /**
     * Remembers what the service is about to be started from.
     *
     * @throws IOException if the file is there and cannot be read
     */
    static Witness beforeTheStart(Optional<Path> startedFile) throws IOException {
        Optional<Path> plain = startedFile.filter(Files::isRegularFile);
        return new Witness(
                plain, plain.isPresent() ? FileDigest.sha256(plain.get()).sha256() : "");
    }

    Service.Sight look() {
        return new Service.Sight(new Service.NotTold("nobody looked"), List.of());
    }

    /** The file as it was at the start and as it is now. */
    Optional<Service.StartedFile> startedFile() throws IOException {
        return startedFile.isEmpty()
                ? Optional.empty()
                : Optional.of(new Service.StartedFile(
                        startedFile.get().getFileName().toString(),
                        sha256Before,
                        Files.isRegularFile(startedFile.get())
                                ? FileDigest.sha256(startedFile.get()).sha256()
                                : "missing"));
    }
}
