package dev.releasegate.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether a history is linearizable per URN: whether all operations on a URN could have happened one after the other,
 * each at some moment between its begin and its end, with these answers.
 *
 * <p>In general that takes a search. Here each PUT is told its version and has a digest of its own, so the order of all
 * PUTs is known, and one pass over the versions of a URN answers it exactly; {@link UrnHistory} does that. An operation
 * on one URN tells nothing of another (Herlihy and Wing 1990: linearizability is local).
 *
 * @param violations empty if it is linearizable
 */
record HistoryCheck(List<Violation> violations, Counts counts) {
    /**
     * What was looked at.
     *
     * @param versions how many versions all URNs have in the end
     * @param acknowledged PUTs that were told their version
     * @param refused PUTs that were answered 412
     * @param failed PUTs that were answered 500
     * @param unsureDone PUTs of unknown outcome that turned out to have taken effect
     * @param unsureNot those that turned out not to have
     * @param reads GETs, 404 included
     * @param lost acknowledged PUTs that are not there in the end
     */
    record Counts(
            long urns,
            long versions,
            long acknowledged,
            long refused,
            long failed,
            long unsureDone,
            long unsureNot,
            long reads,
            long lost) {
        static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0);

        Counts plus(Counts more) {
            return new Counts(
                    urns + more.urns,
                    versions + more.versions,
                    acknowledged + more.acknowledged,
                    refused + more.refused,
                    failed + more.failed,
                    unsureDone + more.unsureDone,
                    unsureNot + more.unsureNot,
                    reads + more.reads,
                    lost + more.lost);
        }

        long operations() {
            return acknowledged + refused + failed + unsureDone + unsureNot + reads;
        }
    }

    HistoryCheck {
        violations = List.copyOf(violations);
    }

    static HistoryCheck of(List<Operation> history) {
        Map<String, List<Operation>> byUrn = new LinkedHashMap<>();
        for (Operation operation : history) {
            byUrn.computeIfAbsent(operation.urn(), urn -> new ArrayList<>()).add(operation);
        }
        List<Violation> violations = new ArrayList<>();
        Counts counts = Counts.NONE;
        for (Map.Entry<String, List<Operation>> one : byUrn.entrySet()) {
            UrnHistory checked = new UrnHistory(one.getKey(), one.getValue());
            violations.addAll(checked.violations());
            counts = counts.plus(checked.counts());
        }
        return new HistoryCheck(violations, counts);
    }

    long count(Violation.Kind kind) {
        return violations.stream().filter(violation -> violation.kind() == kind).count();
    }
}
