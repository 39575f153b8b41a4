package dev.releasegate.registry;

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.impl.bootstrap.HttpAsyncServer;
import org.apache.hc.core5.http.nio.AsyncServerExchangeHandler;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** HTTP/1.1 on a port: two threads serve all sockets, so that a slow client holds up no other. */
final class Listener implements AutoCloseable {
    private static final int IO_THREADS = 2;
    private static final int BACKLOG = 1_024;

    /** Whether SO_REUSEADDR frees a port of its past connections only; on Windows it would share it with the living. */
    private static final boolean SHARES_ONLY_THE_DEAD = File.separatorChar == '/';

    /** After so much silence on a connection it is closed, be it between two requests or within one. */
    private static final Timeout IDLE = Timeout.ofSeconds(60);

    private final AtomicBoolean closing = new AtomicBoolean();
    private final Connections connections;
    private final HttpAsyncServer http;

    private Listener(Serving serving, Function<Passage, AsyncServerExchangeHandler> exchanges) {
        connections = new Connections(serving, exchanges, this::report);
        http = server();
    }

    /**
     * Listens, and returns when it does.
     *
     * @param address port 0 means any free port, see {@link #port()}
     * @param exchanges makes what serves one request
     * @throws IOException if the address cannot be bound
     */
    static Listener listen(
            InetSocketAddress address, Serving serving, Function<Passage, AsyncServerExchangeHandler> exchanges)
            throws IOException, InterruptedException {
        Listener listener = new Listener(serving, exchanges);
        listener.http.start();
        try {
            listener.http.listen(address, URIScheme.HTTP).get();
            return listener;
        } catch (ExecutionException e) {
            listener.close();
            throw new IOException(String.valueOf(e.getCause()), e);
        }
    }

    /** The port it listens on. */
    int port() {
        return http.getEndpoints().stream()
                .map(endpoint -> ((InetSocketAddress) endpoint.getAddress()).getPort())
                .findFirst()
                .orElseThrow();
    }

    /** Takes no new connection, and lets running requests finish for at most the given time. */
    void drain(Duration atMost) throws InterruptedException {
        http.initiateShutdown();
        http.awaitShutdown(TimeValue.of(atMost));
    }

    /** After {@link #close}, waits until no request is on its way; its threads may take no longer than the given time. */
    void awaitQuiet(Duration atMost) throws InterruptedException {
        http.awaitShutdown(TimeValue.of(atMost));
        connections.cutAll();
    }

    @Override
    public void close() {
        closing.set(true);
        http.close(CloseMode.IMMEDIATE);
        connections.close();
    }

    private HttpAsyncServer server() {
        return new HttpAsyncServer(connections, reactor(), null, this::report, null, null, null, null);
    }

    private static IOReactorConfig reactor() {
        return IOReactorConfig.custom()
                .setIoThreadCount(IO_THREADS)
                .setBacklogSize(BACKLOG)
                .setSoReuseAddress(SHARES_ONLY_THE_DEAD)
                .setTcpNoDelay(true)
                .setSoTimeout(IDLE)
                .build();
    }

    /** A client that goes away or falls silent is no trouble of ours, nor is what breaks because we close it. */
    private void report(Exception e) {
        if (!(e instanceof IOException || closing.get())) {
            Trouble.report("connection", e);
        }
    }
}
