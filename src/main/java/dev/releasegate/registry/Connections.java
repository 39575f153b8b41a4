package dev.releasegate.registry;

import dev.releasegate.record.ErrorReason;
import dev.releasegate.record.InstanceProof;
import dev.releasegate.record.RequestId;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.hc.core5.http.HttpConnection;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.Http1StreamListener;
import org.apache.hc.core5.http.impl.nio.DefaultHttpResponseWriterFactory;
import org.apache.hc.core5.http.impl.nio.ServerHttp1IOEventHandler;
import org.apache.hc.core5.http.impl.nio.ServerHttp1StreamDuplexer;
import org.apache.hc.core5.http.impl.nio.ServerHttp1StreamDuplexerFactory;
import org.apache.hc.core5.http.nio.AsyncServerExchangeHandler;
import org.apache.hc.core5.http.protocol.HttpProcessor;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOEventHandlerFactory;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.reactor.ProtocolIOSession;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Makes what serves one connection: HttpCore's parser, writer and state, and the {@link Passages} beside them. */
final class Connections implements IOEventHandlerFactory {
    /** How long a connection that is to be closed may still send what nobody reads. */
    private static final Timeout LINGER = Timeout.ofSeconds(1);

    private static final Http1Config HEADS = Http1Config.custom()
            .setMaxLineLength(8_192)
            .setMaxHeaderCount(100)
            .setMaxEmptyLineCount(10)
            .build();

    private static final DefaultHttpResponseWriterFactory WRITERS = new DefaultHttpResponseWriterFactory(HEADS);

    private final HttpProcessor headers = ResponseHeaders.processor();
    private final Serving serving;
    private final Function<Passage, AsyncServerExchangeHandler> exchanges;
    private final Consumer<Exception> trouble;
    private final SlowClients clients;

    /**
     * For one server.
     *
     * @param exchanges makes what serves one request
     * @param trouble is told of what goes wrong
     */
    Connections(Serving serving, Function<Passage, AsyncServerExchangeHandler> exchanges, Consumer<Exception> trouble) {
        this.serving = serving;
        clients = SlowClients.watched(serving.limits());
        this.exchanges = exchanges;
        this.trouble = trouble;
    }

    @Override
    public IOEventHandler createHandler(ProtocolIOSession session, @Nullable Object attachment) {
        Patience patience = new Patience(serving.limits(), System::nanoTime);
        Passages passages = new Passages(serving.traffic(), patience);
        ServerHttp1StreamDuplexerFactory duplexers = new ServerHttp1StreamDuplexerFactory(
                headers,
                (request, context) -> exchanges.apply(passages.latest()),
                HEADS,
                CharCodingConfig.DEFAULT,
                DefaultConnectionReuseStrategy.INSTANCE,
                () -> new RequestHeadParser(HEADS, passages),
                WRITERS,
                null,
                null,
                new Answers(passages, serving.instance()),
                trouble::accept);
        return new Ends(
                duplexers.create(URIScheme.HTTP.id, session),
                new SlowClients.Open(session, passages, patience),
                clients);
    }

    /** All sockets are closed, and HttpCore may have ended before it could say so of each. */
    void cutAll() {
        clients.forgetAll();
    }

    /** Nobody is waited for any more. */
    void close() {
        clients.close();
    }

    /**
     * Tells which answers are written, and lets each prove by whom; reads on for a moment after a last one, because closing at once would wipe it out
     * on its way (RFC 9112, section 9.6).
     */
    private record Answers(Passages passages, Optional<InstanceProof> instance) implements Http1StreamListener {
        @Override
        public void onRequestHead(HttpConnection connection, HttpRequest request) {}

        @Override
        public void onResponseHead(HttpConnection connection, HttpResponse response) {
            if (response.getCode() >= HttpStatus.SC_OK) {
                prove(response, passages.answering(response.getCode()));
            }
        }

        private void prove(HttpResponse response, Optional<RequestId> id) {
            if (instance.isPresent() && id.isPresent()) {
                response.setHeader(InstanceProof.HEADER, instance.get().of(id.get()));
            }
        }

        @Override
        public void onExchangeComplete(HttpConnection connection, boolean keepAlive) {
            passages.answered(!keepAlive);
            if (!keepAlive) {
                connection.setSocketTimeout(LINGER);
            }
        }
    }

    /** Tells when the connection has begun and ended, and for which reason. */
    private static final class Ends extends ServerHttp1IOEventHandler {
        private final SlowClients.Open open;
        private final Passages passages;
        private final SlowClients clients;

        Ends(ServerHttp1StreamDuplexer duplexer, SlowClients.Open open, SlowClients clients) {
            super(duplexer);
            this.open = open;
            this.clients = clients;
            passages = open.passages();
        }

        @Override
        public void connected(IOSession session) throws IOException {
            if (clients.take(open)) {
                super.connected(session);
            } else {
                session.close(CloseMode.IMMEDIATE);
            }
        }

        @Override
        public void timeout(IOSession session, Timeout timeout) throws IOException {
            passages.isCutFor(ErrorReason.READ_TIMEOUT);
            super.timeout(session, timeout);
        }

        @Override
        public void exception(IOSession session, Exception cause) {
            if (cause instanceof MalformedChunkCodingException || cause instanceof HttpException) {
                passages.isCutFor(ErrorReason.BODY_INVALID);
            } else if (cause instanceof SocketTimeoutException) {
                passages.isCutFor(ErrorReason.READ_TIMEOUT);
            }
            super.exception(session, cause);
        }

        @Override
        public void disconnected(IOSession session) {
            super.disconnected(session);
            passages.cut();
            clients.forget(open);
        }
    }
}
