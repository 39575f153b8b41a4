package dev.releasegate.registry;

import dev.releasegate.record.InstanceProof;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

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
     * What a client has to keep to, and what it may expect.
     *
     * @param policy what a PUT must prove
     * @param access who may ask, and how often
     * @param waiting so many requests may wait for the store in each queue
     * @param limits how much time and room there is for clients
     * @param instance proves which start of the program has answered, if it was told how
     */
    record Terms(
            ProvenancePolicy policy,
            Access access,
            int waiting,
            ClientLimits limits,
            Optional<InstanceProof> instance) {
        /** Of a program that was not told how to prove itself. */
        Terms(ProvenancePolicy policy, Access access, int waiting, ClientLimits limits) {
            this(policy, access, waiting, limits, Optional.empty());
        }

        /** With the usual bounds. */
        static Terms of(ProvenancePolicy policy, Access access) {
            return new Terms(policy, access, Desk.WAITING, ClientLimits.DEFAULT);
        }
    }

    /**
     * Listens, and returns when it does.
     *
     * @param address port 0 means any free port, see {@link #port()}
     * @param store stays the caller's to close, after this server
     * @param traffic is told of every request
     * @throws IOException if the address cannot be bound
     */
    static RegistryServer listen(InetSocketAddress address, Store store, Terms terms, Traffic traffic)
            throws IOException, InterruptedException {
        Desk desk = new Desk(new Registry(store, terms.policy()), terms.waiting());
        try {
            Metrics metrics = new Metrics(traffic, desk);
            Listener listener = Listener.listen(
                    address,
                    new Serving(traffic, terms.limits(), terms.instance()),
                    passage -> new Exchange(
                            terms.access(), desk, metrics, terms.limits().room(), passage));
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
