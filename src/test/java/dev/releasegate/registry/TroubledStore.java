package dev.releasegate.registry;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;

/** A real store that can be made to fail, or to keep everybody waiting. */
final class TroubledStore implements Store {
    private final Store store;
    private volatile boolean isBroken;
    private volatile CountDownLatch gate = new CountDownLatch(0);

    TroubledStore(Store store) {
        this.store = store;
    }

    /** From now on everything fails, or nothing does. */
    void setBroken(boolean broken) {
        isBroken = broken;
    }

    /** From now on everybody waits, until {@link #release}. */
    void hold() {
        gate = new CountDownLatch(1);
    }

    void release() {
        gate.countDown();
    }

    @Override
    public OptionalLong put(Urn urn, Manifest manifest, Precondition precondition) throws StoreException {
        pass();
        return store.put(urn, manifest, precondition);
    }

    @Override
    public Optional<Entry> get(Urn urn) throws StoreException {
        pass();
        return store.get(urn);
    }

    @Override
    public Optional<Resolved> resolve(Urn urn) throws StoreException {
        pass();
        return store.resolve(urn);
    }

    @Override
    public List<Found> query(String capability, int limit, Optional<Urn> after) throws StoreException {
        pass();
        return store.query(capability, limit, after);
    }

    @Override
    public boolean isShared() {
        return store.isShared();
    }

    @Override
    public void check() throws StoreException {
        pass();
        store.check();
    }

    @Override
    public void close() throws StoreException {
        store.close();
    }

    private void pass() throws StoreException {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted", e);
        }
        if (isBroken) {
            throw new StoreException("broken by a test");
        }
    }
}
