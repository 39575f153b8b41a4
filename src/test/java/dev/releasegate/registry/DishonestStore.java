package dev.releasegate.registry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A real store between which and its users somebody lies, so that it can be seen whether the users' history tells. */
final class DishonestStore implements Store {
    enum Lie {
        /** Every tenth PUT is acknowledged and not kept. */
        FORGETS,
        /** Every PUT replaces whatever is there. */
        IGNORES_PRECONDITIONS,
        /** Every second GET of a URN is what the GET before it was told. */
        REPEATS_OLD_READS,
        /** The manifest and its digest are read at one moment, and the version at another. */
        MIXES_VERSIONS,
        /** Each PUT is kept twice. */
        WRITES_TWICE
    }

    private static final int FORGOTTEN = 10;

    private final Store store;
    private final Lie lie;
    private final AtomicInteger count = new AtomicInteger();
    private final Map<Urn, Entry> earlier = new ConcurrentHashMap<>();

    DishonestStore(Store store, Lie lie) {
        this.store = store;
        this.lie = lie;
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
        return switch (lie) {
            case FORGETS -> puts.stream().map(this::keptOrNot).toList();
            case IGNORES_PRECONDITIONS ->
                store.putAll(puts.stream()
                        .map(put -> new Put(put.urn(), put.manifest(), Precondition.NONE))
                        .toList());
            case WRITES_TWICE -> {
                List<Outcome> outcomes = store.putAll(puts);
                store.putAll(puts);
                yield outcomes;
            }
            default -> store.putAll(puts);
        };
    }

    private Outcome keptOrNot(Put put) {
        try {
            if (put.precondition() instanceof Precondition.None && count.incrementAndGet() % FORGOTTEN == 0) {
                return new Outcome.Written(
                        store.get(put.urn()).map(Entry::version).orElse(0L) + 1);
            }
        } catch (StoreException e) {
            return new Outcome.Failed(e);
        }
        return store.putAll(List.of(put)).get(0);
    }

    @Override
    public Optional<Entry> get(Urn urn) throws StoreException {
        Optional<Entry> now = store.get(urn);
        if (now.isEmpty()) {
            return now;
        }
        Optional<Entry> before = Optional.ofNullable(earlier.put(urn, now.get()));
        if (lie == Lie.REPEATS_OLD_READS && count.incrementAndGet() % 2 == 0) {
            return before.or(() -> now);
        }
        return lie == Lie.MIXES_VERSIONS
                ? before.map(old -> new Entry(
                                old.manifest(),
                                old.digest(),
                                now.get().version(),
                                now.get().updatedAt(),
                                now.get().provenance()))
                        .or(() -> now)
                : now;
    }

    @Override
    public Optional<Resolved> resolve(Urn urn) throws StoreException {
        return store.resolve(urn);
    }

    @Override
    public List<Found> query(String capability, int limit, Optional<Urn> after) throws StoreException {
        return store.query(capability, limit, after);
    }

    /** So that every read comes here. */
    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public void check() throws StoreException {
        store.check();
    }

    @Override
    public void close() throws StoreException {
        store.close();
    }
}
