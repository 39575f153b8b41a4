package dev.releasegate.registry;

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.core5.http.HttpConnection;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.Http1StreamListener;
import org.apache.hc.core5.http.impl.bootstrap.HttpAsyncServer;
import org.apache.hc.core5.http.impl.nio.DefaultHttpRequestParserFactory;
import org.apache.hc.core5.http.impl.nio.DefaultHttpResponseWriterFactory;
import org.apache.hc.core5.http.impl.nio.ServerHttp1IOEventHandlerFactory;
import org.apache.hc.core5.http.impl.nio.ServerHttp1StreamDuplexerFactory;
import org.apache.hc.core5.http.nio.NHttpMessageParserFactory;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The Registry over HTTP/1.1: two threads serve all sockets, so that a slow client holds up no other, and the store is
 * asked on threads of its own ({@link Desk}).
 */
final class RegistryServer implements AutoCloseable {
    private static final int IO_THREADS = 2;
    private static final int BACKLOG = 1_024;

    /** Whether SO_REUSEADDR frees a port of its past connections only; on Windows it would share it with the living. */
    private static final boolean SHARES_ONLY_THE_DEAD = File.separatorChar == '/';

    /** After so much silence on a connection it is closed, be it between two requests or within one. */
    private static final Timeout IDLE = Timeout.ofSeconds(60);

    /** How long a connection that is to be closed may still send what nobody reads. */
    private static final Timeout LINGER = Timeout.ofSeconds(1);

    /** How long the store may take to finish what nobody waits for any more. */
    private static final Duration QUIET = Duration.ofMillis(400);

    private static final Http1Config HEADS = Http1Config.custom()
            .setMaxLineLength(8_192)
            .setMaxHeaderCount(100)
            .setMaxEmptyLineCount(10)
            .build();

    private final RequestCounts counts = new RequestCounts();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final Desk desk;
    private final HttpAsyncServer http;

    private RegistryServer(Store store, ApiKey key, int waiting) {
        desk = new Desk(new Registry(store), waiting);
        http = server(key);
    }

    /**
     * Listens, and returns when it does.
     *
     * @param address port 0 means any free port, see {@link #port()}
     * @param store stays the caller's to close, after this server
     * @throws IOException if the address cannot be bound
     */
    static RegistryServer listen(InetSocketAddress address, Store store, ApiKey key)
            throws IOException, InterruptedException {
        return listen(address, store, key, Desk.WAITING);
    }

    /**
     * The same with another bound.
     *
     * @param waiting so many requests may wait for the store in each queue
     */
    static RegistryServer listen(InetSocketAddress address, Store store, ApiKey key, int waiting)
            throws IOException, InterruptedException {
        RegistryServer server = new RegistryServer(store, key, waiting);
        server.http.start();
        try {
            server.http.listen(address, URIScheme.HTTP).get();
            return server;
        } catch (ExecutionException e) {
            server.close();
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

    /** The requests answered so far. */
    RequestCounts counts() {
        return counts;
    }

    /** Takes no new connection, lets running requests finish for at most the given time, then closes everything. */
    void stop(Duration drain) throws InterruptedException {
        http.initiateShutdown();
        http.awaitShutdown(TimeValue.of(drain));
        close();
        desk.awaitQuiet(QUIET);
    }

    @Override
    public void close() {
        closing.set(true);
        http.close(CloseMode.IMMEDIATE);
        desk.close();
    }

    private HttpAsyncServer server(ApiKey key) {
        NHttpMessageParserFactory<HttpRequest> defaults = new DefaultHttpRequestParserFactory(HEADS);
        var connections = new ServerHttp1StreamDuplexerFactory(
                ResponseHeaders.processor(),
                (request, context) -> new Exchange(key, desk, counts),
                HEADS,
                CharCodingConfig.DEFAULT,
                DefaultConnectionReuseStrategy.INSTANCE,
                () -> new RequestHeadParser(defaults.create()),
                new DefaultHttpResponseWriterFactory(HEADS),
                null,
                null,
                new Lingering(),
                this::report);
        return new HttpAsyncServer(
                new ServerHttp1IOEventHandlerFactory(connections, null, null),
                reactor(),
                null,
                this::report,
                null,
                null,
                null,
                null);
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

    /** Reads on for a moment after a last answer, because closing at once would wipe it out on its way (RFC 9112 9.6). */
    private static final class Lingering implements Http1StreamListener {
        @Override
        public void onRequestHead(HttpConnection connection, HttpRequest request) {}

        @Override
        public void onResponseHead(HttpConnection connection, HttpResponse response) {}

        @Override
        public void onExchangeComplete(HttpConnection connection, boolean keepAlive) {
            if (!keepAlive) {
                connection.setSocketTimeout(LINGER);
            }
        }
    }
}
