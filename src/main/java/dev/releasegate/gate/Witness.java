package dev.releasegate.gate;

import dev.releasegate.evidence.FileDigest;
import dev.releasegate.evidence.Service;
import dev.releasegate.process.ProcessIdentity;
import dev.releasegate.service.Ownership;
import dev.releasegate.service.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looks at the service from outside, before the first sample and after the last. */
final class Witness {
    private final Optional<Path> startedFile;
    private final String sha256Before;
    private Optional<ProcessIdentity> ownerBefore = Optional.empty();

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
        return new Witness(plain, plain.isPresent() ? FileDigest.of(plain.get()).sha256() : "");
    }

    /** Whose the port is now. Another process of the service than at the first look is not the one that was measured. */
    Service.Owner owner(ServiceProcess service, int port) {
        Ownership now = service.ownership(port);
        if (now instanceof Ownership.Ours ours) {
            return sameAsBefore(ours.owner());
        }
        if (now instanceof Ownership.NotOurs others) {
            return new Service.NotOurs(
                    others.others().stream().map(ProcessIdentity::words).collect(Collectors.joining(" and ")));
        }
        return now instanceof Ownership.NotTold notTold
                ? new Service.NotTold(notTold.why())
                : new Service.NotTold("nobody listens there");
    }

    private Service.Owner sameAsBefore(ProcessIdentity owner) {
        Optional<ProcessIdentity> before = ownerBefore;
        ownerBefore = Optional.of(owner);
        return before.isEmpty() || before.get().isSameAs(owner)
                ? new Service.Ours()
                : new Service.NotOurs(owner.words() + ", which took it over from "
                        + before.get().words() + " while it was probed");
    }

    /** The process that was started, as the evidence has it. */
    static Service.StartedProcess started(ServiceProcess service) {
        ProcessIdentity identity = service.identity();
        String start = identity.startTicks().isPresent()
                ? "tick " + identity.startTicks().getAsLong()
                : identity.startedAt().map(Object::toString).orElse("");
        return new Service.StartedProcess(
                identity.pid(), start, identity.bootId().orElse(""), identity.words());
    }

    /** The file as it was at the start and as it is now. */
    Optional<Service.StartedFile> startedFile() throws IOException {
        if (startedFile.isEmpty()) {
            return Optional.empty();
        }
        Path file = startedFile.get();
        String sha256After = Files.isRegularFile(file) ? FileDigest.of(file).sha256() : "missing";
        return Optional.of(new Service.StartedFile(String.valueOf(file.getFileName()), sha256Before, sha256After));
    }
}
