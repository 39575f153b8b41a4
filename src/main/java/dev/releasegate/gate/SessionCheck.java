package dev.releasegate.gate;

import dev.releasegate.evidence.Session;
import dev.releasegate.evidence.SessionFile;
import dev.releasegate.verdict.EvidenceFinding;
import dev.releasegate.verdict.EvidenceFinding.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/** Finds out from the session whether its samples may be judged at all. */
final class SessionCheck {
    private SessionCheck() {}

    /** What the session says about its samples. */
    sealed interface Outcome {}

    /**
     * The samples may be judged.
     *
     * @param session closed, or one whose service died
     * @param lastOutput the last lines of a service that died
     */
    record Usable(Session session, List<String> lastOutput) implements Outcome {}

    /** The samples are no evidence for this build. */
    record Useless(EvidenceFinding finding) implements Outcome {}

    /**
     * There are no samples, or nobody can say.
     *
     * @param lastOutput the last lines of the service
     */
    record Unreadable(String reason, List<String> lastOutput) implements Outcome {}

    static Outcome of(Evidence.OwnSession own) {
        if (!Files.exists(own.folder().session())) {
            return new Unreadable(
                    "there is no measurement in " + own.folder().directory()
                            + ". Is the goal release-gate:probe bound to this build, in the same execution as"
                            + " release-gate:check? A log from elsewhere is judged with -Drelease-gate.samples=FILE.",
                    List.of());
        }
        try {
            Session session = SessionFile.read(own.folder().session());
            Optional<Measurement> ours =
                    own.justRun().filter(measured -> measured.sessionId().equals(session.id()));
            if (ours.isEmpty()) {
                return stale(own, session);
            }
            return ours.get().equals(Measurement.left(session.id(), own.folder())) ? fresh(session) : changed(own);
        } catch (IOException e) {
            return new Unreadable("the session record cannot be read: " + e.getMessage(), List.of());
        }
    }

    private static Outcome stale(Evidence.OwnSession own, Session session) {
        return new Useless(EvidenceFinding.inconclusive(
                Kind.STALE_SESSION,
                "the samples are of session " + session.id() + ", measured at " + session.startedAt()
                        + " and not by this build"
                        + own.justRun()
                                .map(measured -> ", which ran session " + measured.sessionId())
                                .orElse("")
                        + ": bind release-gate:probe to the same execution, or judge that log as it is with"
                        + " -Drelease-gate.samples=" + own.samples()));
    }

    private static Outcome changed(Evidence.OwnSession own) {
        return new Useless(EvidenceFinding.inconclusive(
                Kind.CHANGED_EVIDENCE,
                "samples.jsonl or session.json in " + own.folder().directory()
                        + " was changed after the probe had written it: what is there now was not measured."
                        + " Find out who does that, and measure again."));
    }

    private static Outcome fresh(Session session) {
        Session.State state = session.state();
        if (state instanceof Session.Closed) {
            return new Usable(session, List.of());
        }
        if (state instanceof Session.ServiceDied died) {
            return new Usable(session, died.lastOutput());
        }
        if (state instanceof Session.NotMeasured failed) {
            return new Unreadable(failed.reason(), failed.lastOutput());
        }
        return new Useless(
                state instanceof Session.Skipped skipped
                        ? EvidenceFinding.inconclusive(
                                Kind.NOT_MEASURED,
                                "nothing was measured: the probe was skipped (" + skipped.reason() + ")")
                        : EvidenceFinding.inconclusive(
                                Kind.UNFINISHED_SESSION,
                                "session " + session.id() + " began and never ended: half a run is no evidence"));
    }
}
