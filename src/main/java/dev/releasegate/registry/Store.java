package dev.releasegate.registry;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Where manifests are kept. Safe for many threads; every method may block on the disk. */
interface Store extends AutoCloseable {
    /**
     * What is known of one URN.
     *
     * @param version 1 after the first PUT, and one more after each further one
     * @param updatedAt when that version was written, in ISO 8601 and UTC, to the millisecond
     * @param provenance the text of its {@link Provenance}, if that version came with one
     */
    record Entry(String manifest, String digest, long version, String updatedAt, Optional<String> provenance) {}

    /** A manifest and its capabilities (sorted), both of one version. */
    record Resolved(String manifest, String digest, List<String> capabilities) {}

    /** A manifest that has the capability asked for. */
    record Found(String urn, String digest, long version) {}

    /**
     * A manifest that is to be kept, together with its capabilities and its provenance, or none of them.
     *
     * @param provenance verified; if there is none, the version has none, whatever the last one had
     */
    record Put(Urn urn, Manifest manifest, Optional<Provenance> provenance, Precondition precondition) {
        Put(Urn urn, Manifest manifest, Precondition precondition) {
            this(urn, manifest, Optional.empty(), precondition);
        }
    }

    /** How a PUT ended. */
    sealed interface Outcome {
        /** It is on the disk, as this version. */
        record Written(long version) implements Outcome {}

        /** The precondition does not hold, and everything is as it was. */
        record Unmet() implements Outcome {}

        /** It failed; only of an {@link UnknownOutcomeException} it is not known that everything is as it was. */
        record Failed(StoreException why) implements Outcome {}
    }

    /**
     * How PUTs are best handed over.
     *
     * @param threads so many threads can write at once
     * @param together so many PUTs of one thread share the cost of one commit
     */
    record Writing(int threads, int together) {}

    Writing writing();

    /** So many threads can read at once. */
    int readers();

    /**
     * Keeps manifests, in the order given. Each is kept or not for itself, also where they share one transaction: one that
     * fails takes no other with it. When this returns, what was written is on the disk.
     *
     * @return the outcome of each, in the same order
     */
    List<Outcome> putAll(List<Put> puts);

    /**
     * Keeps one manifest.
     *
     * @return the version it has now; empty if the precondition does not hold
     * @throws UnknownOutcomeException if it is not known whether it was written
     * @throws StoreException if it was not
     */
    default OptionalLong put(Urn urn, Manifest manifest, Precondition precondition) throws StoreException {
        Outcome outcome = putAll(List.of(new Put(urn, manifest, precondition))).get(0);
        if (outcome instanceof Outcome.Failed failed) {
            throw failed.why();
        }
        return outcome instanceof Outcome.Written written ? OptionalLong.of(written.version()) : OptionalLong.empty();
    }

    Optional<Entry> get(Urn urn) throws StoreException;

    Optional<Resolved> resolve(Urn urn) throws StoreException;

    /**
     * The manifests that have a capability, in the order of their URNs.
     *
     * @param limit no more than so many
     * @param after only those that come after this one
     */
    List<Found> query(String capability, int limit, Optional<Urn> after) throws StoreException;

    /** Whether another process may write to it, so that nothing read from it may be kept. */
    boolean isShared();

    /** Returns if the store can be read. */
    void check() throws StoreException;

    @Override
    void close() throws StoreException;
}
