package dev.releasegate.registry;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A real store that can be made to fail, or to keep everybody waiting. */
final class TroubledStore implements Store {
    private final Store store;
    private final AtomicReference<Runnable> afterRead = new AtomicReference<>(TroubledStore::nothing);
    private volatile boolean isBroken;
    private volatile boolean isForgetful;
    private volatile boolean isGone;
    private final AtomicInteger checks = new AtomicInteger();
    private final Queue<Integer> putsTogether = new ConcurrentLinkedQueue<>();
    private volatile CountDownLatch held = new CountDownLatch(1);
    private volatile CountDownLatch gate = new CountDownLatch(0);

    TroubledStore(Store store) {
        this.store = store;
    }

    /** From now on everything fails, or nothing does. */
    void setBroken(boolean broken) {
        isBroken = broken;
    }

    /** How many PUTs were handed over at once, each time. */
    List<Integer> putsTogether() {
        return List.copyOf(putsTogether);
    }

    /** From now on nobody gets to know what became of a PUT, or everybody does. */
    void setForgetful(boolean forgetful) {
        isForgetful = forgetful;
    }

    /** From now on it cannot be reached, or it can. */
    void setGone(boolean gone) {
        isGone = gone;
    }

    /** How often it was checked. */
    int checks() {
        return checks.get();
    }

    /** From now on everybody waits, until {@link #release}. */
    void hold() {
        held = new CountDownLatch(1);
        gate = new CountDownLatch(1);
    }

    /** Returns when somebody waits. */
    void awaitHeld() throws InterruptedException {
        held.await();
    }

    void release() {
        gate.countDown();
    }

    /** What happens between the next read and whoever reads. */
    void afterNextRead(Runnable meanwhile) {
        afterRead.set(meanwhile);
    }

    @Override
    public Writing writing() {
        return store.writing();
    }

    @Override
    public int readers() {
        return store.readers();
    }

    @Override
    public List<Outcome> putAll(List<Put> puts) {
        try {
            pass();
        } catch (StoreException e) {
            return Collections.nCopies(puts.size(), new Outcome.Failed(e));
        }
        putsTogether.add(puts.size());
        List<Outcome> outcomes = store.putAll(puts);
        return isForgetful
                ? Collections.nCopies(
                        puts.size(),
                        new Outcome.Failed(
                                new UnknownOutcomeException("forgotten by a test", new IllegalStateException())))
                : outcomes;
    }

    @Override
    public Optional<Entry> get(Urn urn) throws StoreException {
        pass();
        Optional<Entry> read = store.get(urn);
        afterRead.getAndSet(TroubledStore::nothing).run();
        return read;
    }

    @Override
    public Optional<Resolved> resolve(Urn urn) throws StoreException {
        pass();
        Optional<Resolved> read = store.resolve(urn);
        afterRead.getAndSet(TroubledStore::nothing).run();
        return read;
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
        checks.incrementAndGet();
        pass();
        store.check();
    }

    @Override
    public void close() throws StoreException {
        store.close();
    }

    private static void nothing() {}

    private void pass() throws StoreException {
        held.countDown();
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted", e);
        }
        if (isGone) {
            throw new UnavailableStoreException("gone by a test", new IllegalStateException());
        }
        if (isBroken) {
            throw new StoreException("broken by a test");
        }
    }
}
