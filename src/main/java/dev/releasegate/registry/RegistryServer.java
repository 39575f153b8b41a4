package dev.releasegate.registry;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/** The Registry over HTTP: a {@link Listener}, and the {@link Desk} where the store is asked on threads of its own. */
final class RegistryServer implements AutoCloseable {
    /** How long the store may take to finish what nobody waits for any more. */
    private static final Duration QUIET = Duration.ofMillis(400);

    private final Traffic traffic;
    private final Desk desk;
    private final Listener listener;

    private RegistryServer(Traffic traffic, Desk desk, Listener listener) {
        this.traffic = traffic;
        this.desk = desk;
        this.listener = listener;
    }

    /**
     * Listens, and returns when it does.
     *
     * @param address port 0 means any free port, see {@link #port()}
     * @param store stays the caller's to close, after this server
     * @param policy what a PUT must prove
     * @throws IOException if the address cannot be bound
     */
    static RegistryServer listen(InetSocketAddress address, Store store, ProvenancePolicy policy, Access access)
            throws IOException, InterruptedException {
        return listen(address, store, policy, access, Desk.WAITING, Traffic.unwitnessed());
    }

    /**
     * The same with another bound.
     *
     * @param waiting so many requests may wait for the store in each queue
     * @param traffic is told of every request
     */
    static RegistryServer listen(
            InetSocketAddress address,
            Store store,
            ProvenancePolicy policy,
            Access access,
            int waiting,
            Traffic traffic)
            throws IOException, InterruptedException {
        Desk desk = new Desk(new Registry(store, policy), waiting);
        try {
            Metrics metrics = new Metrics(traffic, desk);
            Listener listener =
                    Listener.listen(address, traffic, passage -> new Exchange(access, desk, metrics, passage));
            return new RegistryServer(traffic, desk, listener);
        } catch (IOException e) {
            desk.close();
            throw e;
        }
    }

    /** The port it listens on. */
    int port() {
        return listener.port();
    }

    /** The requests so far. */
    RequestCounts counts() {
        return traffic.counts();
    }

    /** Takes no new connection, lets running requests finish for at most the given time, then closes everything. */
    void stop(Duration drain) throws InterruptedException {
        listener.drain(drain);
        close();
        listener.awaitQuiet(QUIET);
        desk.awaitQuiet(QUIET);
    }

    @Override
    public void close() {
        listener.close();
        desk.close();
    }
}
