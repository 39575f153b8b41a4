package dev.releasegate.registry;

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
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
import org.apache.hc.core5.http.nio.AsyncServerExchangeHandler;
import org.apache.hc.core5.http.nio.NHttpMessageParserFactory;
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

    /** How long a connection that is to be closed may still send what nobody reads. */
    private static final Timeout LINGER = Timeout.ofSeconds(1);

    private static final Http1Config HEADS = Http1Config.custom()
            .setMaxLineLength(8_192)
            .setMaxHeaderCount(100)
            .setMaxEmptyLineCount(10)
            .build();

    private final AtomicBoolean closing = new AtomicBoolean();
    private final HttpAsyncServer http;

    private Listener(Supplier<AsyncServerExchangeHandler> exchanges) {
        http = server(exchanges);
    }

    /**
     * Listens, and returns when it does.
     *
     * @param address port 0 means any free port, see {@link #port()}
     * @param exchanges makes what serves one request
     * @throws IOException if the address cannot be bound
     */
    static Listener listen(InetSocketAddress address, Supplier<AsyncServerExchangeHandler> exchanges)
            throws IOException, InterruptedException {
        Listener listener = new Listener(exchanges);
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

    @Override
    public void close() {
        closing.set(true);
        http.close(CloseMode.IMMEDIATE);
    }

    private HttpAsyncServer server(Supplier<AsyncServerExchangeHandler> exchanges) {
        NHttpMessageParserFactory<HttpRequest> defaults = new DefaultHttpRequestParserFactory(HEADS);
        var connections = new ServerHttp1StreamDuplexerFactory(
                ResponseHeaders.processor(),
                (request, context) -> exchanges.get(),
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
