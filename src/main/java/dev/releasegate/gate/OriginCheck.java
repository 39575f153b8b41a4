package dev.releasegate.gate;

import dev.releasegate.evidence.Artifact;
import dev.releasegate.evidence.GitState;
import dev.releasegate.evidence.Observed;
import dev.releasegate.evidence.Origin;
import dev.releasegate.evidence.Session;
import dev.releasegate.verdict.EvidenceFinding;
import dev.releasegate.verdict.EvidenceFinding.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether what was measured is what is there now. */
final class OriginCheck {
    private static final int SHOWN_OF_A_HASH = 12;

    private OriginCheck() {}

    /** Where the two differ. */
    static List<EvidenceFinding> faults(Session session, Observed now) {
        List<EvidenceFinding> faults = new ArrayList<>();
        Origin then = session.origin();
        if (!then.project().equals(now.project())) {
            faults.add(EvidenceFinding.inconclusive(
                    Kind.OTHER_PROJECT,
                    "the samples are of " + named(then.project()) + ", and this is " + named(now.project())
                            + ": evidence of another project proves nothing here. Measure this one."));
        }
        commit(then.source(), now.source()).ifPresent(faults::add);
        if (!then.artifact().equals(now.artifact())) {
            faults.add(EvidenceFinding.inconclusive(
                    Kind.WRONG_ARTIFACT,
                    "the samples are of " + words(then.artifact()) + ", and there is " + words(now.artifact())
                            + " now: what was measured is not what would be released. Measure again after the last"
                            + " change to it."));
        }
        session.settled()
                .filter(settled -> !settled.termsSha256().equals(now.termsSha256()))
                .map(settled -> EvidenceFinding.inconclusive(
                        Kind.TERMS_CHANGED,
                        "the budgets, the rule or requireIdentity are not those that were settled before the first"
                                + " sample (terms.json): what a release is held to must stand before it is measured."
                                + " Measure again with what is configured now."))
                .ifPresent(faults::add);
        return faults;
    }

    private static Optional<EvidenceFinding> commit(GitState then, GitState now) {
        boolean stale = then instanceof GitState.Known measured
                && !(now instanceof GitState.Known present && present.commit().equals(measured.commit()));
        return stale
                ? Optional.of(EvidenceFinding.inconclusive(
                        Kind.STALE_COMMIT,
                        "the samples are of commit " + shortened(((GitState.Known) then).commit()) + ", and "
                                + (now instanceof GitState.Known present
                                        ? "commit " + shortened(present.commit()) + " is checked out now"
                                        : "nobody can say which one is checked out now ("
                                                + ((GitState.NotKnown) now).why() + ")")
                                + ": measure the commit that is to be released."))
                : Optional.empty();
    }

    private static String named(String project) {
        return project.isEmpty() ? "no project" : project;
    }

    private static String words(Optional<Artifact> artifact) {
        return artifact.map(file -> file.name() + " with SHA-256 " + shortened(file.sha256()) + "…")
                .orElse("no artifact");
    }

    private static String shortened(String hash) {
        return hash.substring(0, Math.min(hash.length(), SHOWN_OF_A_HASH));
    }
}
