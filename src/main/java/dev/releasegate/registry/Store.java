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
     */
    record Entry(String manifest, String digest, long version, String updatedAt) {}

    /** A manifest and its capabilities (sorted), both of one version. */
    record Resolved(String manifest, String digest, List<String> capabilities) {}

    /** A manifest that has the capability asked for. */
    record Found(String urn, String digest, long version) {}

    /**
     * Keeps a manifest and its capabilities, both or neither. When this returns they are on the disk.
     *
     * @return the version they have now; empty if the precondition does not hold, and everything is as it was
     */
    OptionalLong put(Urn urn, Manifest manifest, Precondition precondition) throws StoreException;

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
