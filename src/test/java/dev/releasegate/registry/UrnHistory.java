package dev.releasegate.registry;

import dev.releasegate.registry.Operation.Failed;
import dev.releasegate.registry.Operation.Missing;
import dev.releasegate.registry.Operation.Put;
import dev.releasegate.registry.Operation.Refused;
import dev.releasegate.registry.Operation.Seen;
import dev.releasegate.registry.Operation.Stored;
import dev.releasegate.registry.Operation.Unsure;
import dev.releasegate.registry.Violation.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The operations on one URN, checked. Three passes:
 *
 * <ol>
 *   <li>Which digest is which version, and does each come from a PUT that may have become it?
 *   <li>Is each version that nobody was told of, yet below one that is known, one of the PUTs of unknown outcome?
 *   <li>Let every version begin as early as it can: after its PUT began, after the version before it, and after the begin
 *       of everybody who knew the version before it. If nobody who knew of a version had ended before that, this order is
 *       the proof. If somebody had, no order exists, because no version could have begun any earlier.
 * </ol>
 */
final class UrnHistory {
    private final String urn;
    private final List<Operation> operations;
    private final List<Violation> violations = new ArrayList<>();

    private final Map<String, Operation> puts = new HashMap<>();
    private final Map<String, Long> versions = new HashMap<>();
    private final TreeMap<Long, String> digests = new TreeMap<>();
    private final TreeMap<Long, Operation> writers = new TreeMap<>();

    /** Who knew of a version, itself, not of a later one; 0 is the state before the first. */
    private final Map<Long, List<Operation>> observers = new HashMap<>();

    /** Who among all that knew that a version had been reached ended first. */
    private final Map<Long, Operation> firstToEnd = new HashMap<>();

    private final List<Operation> unsure = new ArrayList<>();
    private final Optional<Operation> lastRead;
    private long newest;

    /** @throws IllegalArgumentException if two PUTs have the same digest: nothing can be told of such a history */
    UrnHistory(String urn, List<Operation> operations) {
        this.urn = urn;
        this.operations = List.copyOf(operations);
        lastRead = this.operations.stream()
                .filter(operation -> operation.outcome() instanceof Seen || operation.outcome() instanceof Missing)
                .max(Comparator.comparingLong(Operation::begin));
        for (Operation operation : this.operations) {
            put(operation).ifPresent(put -> {
                if (puts.put(put.digest(), operation) != null) {
                    throw new IllegalArgumentException("two PUTs on " + urn + " have the digest " + put.digest());
                }
            });
        }
        this.operations.forEach(this::name);
        fillGaps();
        checkTimes();
    }

    List<Violation> violations() {
        List<Violation> all = new ArrayList<>(violations);
        lost().forEach(lost -> all.add(new Violation(
                Kind.LOST,
                urn,
                lost + ", but in the end " + lastRead.map(Operation::toString).orElse("another PUT is that version"))));
        return all;
    }

    HistoryCheck.Counts counts() {
        long done = unsure.stream().filter(this::tookEffect).count();
        return new HistoryCheck.Counts(
                1,
                newest,
                count(Stored.class),
                count(Refused.class),
                count(Failed.class),
                done,
                unsure.size() - done,
                count(Seen.class) + count(Missing.class),
                lost().size());
    }

    private void name(Operation operation) {
        if (operation.outcome() instanceof Stored stored) {
            name(operation, stored.version(), stored.put().digest());
            if (!stored.put().mayBecome(stored.version())) {
                report(Kind.PRECONDITION, operation + ", which is not what it asked for");
            }
        } else if (operation.outcome() instanceof Seen seen) {
            if (!seen.contentDigest().equals(seen.digest())) {
                report(Kind.TORN, operation.toString());
            }
            name(operation, seen.version(), seen.digest());
        } else if (operation.outcome() instanceof Missing) {
            observers.computeIfAbsent(0L, none -> new ArrayList<>()).add(operation);
        } else if (operation.outcome() instanceof Unsure) {
            unsure.add(operation);
        } else if (operation.outcome() instanceof Refused refused) {
            refused.put().over().ifPresent(over -> reached(over + 1, operation));
            newest = Math.max(newest, refused.put().over().orElse(-1) + 1);
        }
    }

    private void name(Operation operation, long version, String digest) {
        String known = digests.putIfAbsent(version, digest);
        if (known != null && !known.equals(digest)) {
            report(Kind.DUPLICATE, "version " + version + " is " + known + " and also " + operation);
            return;
        }
        Long other = versions.putIfAbsent(digest, version);
        if (other != null && other != version) {
            report(Kind.DUPLICATE, "version " + other + " of the same PUT is also " + operation);
        }
        Operation writer = puts.get(digest);
        if (writer == null || writer.outcome() instanceof Refused || writer.outcome() instanceof Failed) {
            report(Kind.PHANTOM, operation + ", of which the PUT is " + (writer == null ? "unknown" : writer));
        } else {
            writers.putIfAbsent(version, writer);
            if (writer.outcome() instanceof Unsure gone && !gone.put().mayBecome(version)) {
                report(Kind.PRECONDITION, operation + " is not what its PUT asked for: " + writer);
            }
        }
        observers.computeIfAbsent(version, none -> new ArrayList<>()).add(operation);
        reached(version, operation);
        newest = Math.max(newest, version);
    }

    private void reached(long version, Operation operation) {
        firstToEnd.merge(version, operation, UrnHistory::earlierEnd);
    }

    private static Operation earlierEnd(Operation one, Operation other) {
        return one.end() <= other.end() ? one : other;
    }

    /**
     * Gives each version without a known PUT to a PUT of unknown outcome that began before anybody knew of that version or
     * a later one. First come the PUTs that can be no other version, then those that began first: if that leaves one
     * without, every other way does.
     */
    private void fillGaps() {
        Map<Long, Long> latest = latestBegins();
        List<Operation> free = new ArrayList<>(
                unsure.stream().filter(operation -> !tookEffect(operation)).toList());
        free.sort(Comparator.comparing((Operation operation) -> over(operation).isEmpty())
                .thenComparing(Operation::begin));
        for (long version = 1; version <= newest; version++) {
            if (!digests.containsKey(version)) {
                fill(version, latest.getOrDefault(version, Operation.NEVER), free);
            }
        }
    }

    private void fill(long version, long latest, List<Operation> free) {
        Optional<Operation> writer = free.stream()
                .filter(operation -> operation.begin() <= latest
                        && put(operation).orElseThrow().mayBecome(version))
                .findFirst();
        if (writer.isEmpty()) {
            report(Kind.GAP, "no PUT can have become version " + version + " of " + newest);
            return;
        }
        free.remove(writer.get());
        writers.put(version, writer.get());
        String digest = put(writer.get()).orElseThrow().digest();
        digests.put(version, digest);
        versions.put(digest, version);
    }

    /** When each version must have been there at the latest. */
    private Map<Long, Long> latestBegins() {
        Map<Long, Long> latest = new HashMap<>();
        long end = Operation.NEVER;
        for (long version = newest; version >= 1; version--) {
            Operation known = firstToEnd.get(version);
            end = known == null ? end : Math.min(end, known.end());
            latest.put(version, end);
        }
        return latest;
    }

    /** Tells only the first contradiction: what comes after it follows from it. */
    private void checkTimes() {
        long earliest = Long.MIN_VALUE;
        String because = "";
        for (long version = 0; version <= newest; version++) {
            Operation writer = writers.get(version);
            if (writer != null && writer.begin() > earliest) {
                earliest = writer.begin();
                because = writer.toString();
            }
            Operation known = firstToEnd.get(version);
            if (known != null && known.end() < earliest) {
                report(Kind.STALE, because + ", though before that " + known);
                return;
            }
            for (Operation observer : observers.getOrDefault(version, List.of())) {
                if (observer.begin() > earliest) {
                    earliest = observer.begin();
                    because = observer.toString();
                }
            }
        }
    }

    /** Acknowledged, but the last read that began after that knows of no such version, or of another PUT as that version. */
    private List<Operation> lost() {
        return operations.stream()
                .filter(operation -> operation.outcome() instanceof Stored stored
                        && (isAfterTheLast(operation, stored.version())
                                || !stored.put().digest().equals(digests.get(stored.version()))))
                .toList();
    }

    private boolean isAfterTheLast(Operation operation, long version) {
        return lastRead.filter(read -> read.begin() > operation.end())
                .filter(read -> read.outcome() instanceof Seen seen ? seen.version() < version : true)
                .isPresent();
    }

    private boolean tookEffect(Operation operation) {
        return put(operation).map(Put::digest).filter(versions::containsKey).isPresent();
    }

    private long count(Class<? extends Operation.Outcome> outcome) {
        return operations.stream()
                .filter(operation -> outcome.isInstance(operation.outcome()))
                .count();
    }

    private void report(Kind kind, String what) {
        violations.add(new Violation(kind, urn, what));
    }

    private static OptionalLong over(Operation operation) {
        return put(operation).map(Put::over).orElse(OptionalLong.empty());
    }

    private static Optional<Put> put(Operation operation) {
        if (operation.outcome() instanceof Stored stored) {
            return Optional.of(stored.put());
        }
        if (operation.outcome() instanceof Refused refused) {
            return Optional.of(refused.put());
        }
        if (operation.outcome() instanceof Failed failed) {
            return Optional.of(failed.put());
        }
        return operation.outcome() instanceof Unsure unsure ? Optional.of(unsure.put()) : Optional.empty();
    }
}
