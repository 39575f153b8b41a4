package dev.releasegate.gate;

import dev.releasegate.evidence.IdentityLevel;
import dev.releasegate.evidence.Origin;
import dev.releasegate.evidence.Service;
import dev.releasegate.verdict.EvidenceFinding;
import dev.releasegate.verdict.EvidenceFinding.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How much is known of what answered, and whether that is enough. */
final class IdentityCheck {
    private final Service service;
    private final Origin origin;
    private final InstanceScan.Tally answers;

    IdentityCheck(Service service, Origin origin, InstanceScan.Tally answers) {
        this.service = service;
        this.origin = origin;
        this.answers = answers;
    }

    /** The highest level that is proven. */
    IdentityLevel proven() {
        IdentityLevel highest = IdentityLevel.I0;
        for (IdentityLevel level : IdentityLevel.values()) {
            highest = holds(level) ? level : highest;
        }
        return highest;
    }

    /** Whether what a level says is so. It is asked for itself: I4 by the owner of the port is no I3. */
    private boolean holds(IdentityLevel level) {
        boolean instance = answers.allProven();
        boolean process = instance || (isOurs(service.before()) && isOurs(service.after()));
        return switch (level) {
            case I0 -> true;
            case I1 -> behaved(service.before()) && behaved(service.after());
            case I2 -> process;
            case I3 -> instance;
            case I4 -> process && ranTheArtifact();
        };
    }

    /** What contradicts that it was the service, and what is missing to the level that is required. */
    List<EvidenceFinding> faults(IdentityLevel required) {
        List<EvidenceFinding> faults = new ArrayList<>();
        otherProcess(required).ifPresent(faults::add);
        answers.fault().ifPresent(faults::add);
        Stream.of(service.before(), service.after())
                .flatMap(sight -> sight.shown().stream())
                .filter(shown -> !shown.met())
                .findFirst()
                .map(
                        shown -> EvidenceFinding.inconclusive(
                                Kind.UNLIKE_THE_SERVICE,
                                "what answered at " + service.baseUrl() + " is not like the service: the proof \""
                                        + shown.proof() + "\" does not hold (" + shown.seen()
                                        + "). Is a mock or something else there, or does the proof expect something else than the service does?"))
                .ifPresent(faults::add);
        if (!holds(required)) {
            faults.add(EvidenceFinding.inconclusive(
                    Kind.IDENTITY_NOT_PROVEN,
                    "requireIdentity is " + required + " (" + required.words() + "), and that is not proven: "
                            + missing(required) + " What is proven is " + proven() + ": " + proven().words() + "."));
        }
        return faults;
    }

    private Optional<EvidenceFinding> otherProcess(IdentityLevel required) {
        return Stream.of(service.before(), service.after())
                .map(Service.Sight::owner)
                .filter(owner -> owner instanceof Service.NotOurs && required.compareTo(IdentityLevel.I2) >= 0)
                .findFirst()
                .map(
                        owner -> EvidenceFinding.inconclusive(
                                Kind.OTHER_PROCESS,
                                "the port of " + service.baseUrl() + " belongs to " + ((Service.NotOurs) owner).who()
                                        + ", and not to the service that was started"
                                        + service.process()
                                                .map(process -> " (" + process.words() + ")")
                                                .orElse("")
                                        + ": end it, or correct baseUrl or portPattern. If the service answers through another process"
                                        + " on purpose, such as that of a container, say so with requireIdentity=I1 and <proofs>."));
    }

    private String missing(IdentityLevel required) {
        return switch (required) {
            case I0 -> "nothing";
            case I1 -> "no behavioural proofs are configured; see <proofs>.";
            case I2 ->
                owners().isEmpty()
                        ? "the port belonged to others."
                        : "the owner of the port is not told: " + owners() + ".";
            case I3 -> "the answers carry no proof of the process; see docs/evidence.md for the header that they need.";
            case I4 ->
                "the file that was started is not the artifact: "
                        + service.started()
                                .map(file -> file.name() + " with SHA-256 " + file.sha256Before()
                                        + (file.sha256After().equals(file.sha256Before())
                                                ? ""
                                                : ", and " + file.sha256After() + " at the end"))
                                .orElse("nobody can say which file was started")
                        + ", and "
                        + origin.artifact()
                                .map(artifact ->
                                        "the artifact is " + artifact.name() + " with SHA-256 " + artifact.sha256())
                                .orElse("the build made no artifact")
                        + ". Start it with -jar and the artifact.";
        };
    }

    private String owners() {
        return Stream.of(service.before(), service.after())
                .map(Service.Sight::owner)
                .filter(Service.NotTold.class::isInstance)
                .map(owner -> ((Service.NotTold) owner).why())
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private boolean ranTheArtifact() {
        return service.started().isPresent()
                && service.started()
                        .get()
                        .sha256Before()
                        .equals(service.started().get().sha256After())
                && origin.artifact()
                        .map(artifact ->
                                artifact.sha256().equals(service.started().get().sha256Before()))
                        .orElse(false);
    }

    private static boolean isOurs(Service.Sight sight) {
        return sight.owner() instanceof Service.Ours;
    }

    private static boolean behaved(Service.Sight sight) {
        return !sight.shown().isEmpty() && sight.shown().stream().allMatch(Service.Shown::met);
    }
}
