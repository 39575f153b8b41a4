package dev.releasegate.probe;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.ChunkedInputStream;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the service under test. It differs from HttpClient's own in five ways: it logs nothing, because a log of
 * headers would hold secrets and cost time that is being measured; it takes nothing for HTTP that is not, and no more of
 * it than a bound; it sends no request while there are bytes that nobody asked for, which would be taken for the answer
 * (over TLS only where they are decrypted already);
 * it tells the exchange that it works for when bytes come and go; and that exchange can close it at any moment.
 */
final class ProbeConnection extends DefaultBHttpClientConnection implements ManagedHttpClientConnection {
    private static final Http1Config BOUNDS = Http1Config.custom()
            .setMaxLineLength(64 << 10)
            .setMaxHeaderCount(1_000)
            .build();

    /** What may follow the last chunk. It is read and thrown away, so a few lines will do. */
    private static final Http1Config TRAILER_BOUNDS =
            Http1Config.copy(BOUNDS).setMaxHeaderCount(20).build();

    private final AnswerHead head;
    private volatile @Nullable Exchange exchange;
    private Timeout timeout = Timeout.DISABLED;

    ProbeConnection() {
        this(new AnswerHead(BOUNDS));
    }

    private ProbeConnection(AnswerHead head) {
        super(BOUNDS, null, null, AnswerLength.INSTANCE, null, null, config -> head);
        this.head = head;
    }

    /** The exchange that is told of every byte from now on, and can expire. */
    void workFor(Exchange next) {
        exchange = next;
    }

    @Override
    public void bind(Socket socket) throws IOException {
        bindUnlessExpired(new TimedSocket(this, socket));
    }

    @Override
    public void bind(SSLSocket secured, Socket socket) throws IOException {
        bindUnlessExpired(new TimedSocket(this, secured, socket));
    }

    @Override
    public void sendRequestHeader(ClassicHttpRequest request) throws HttpException, IOException {
        if (hasUnreadBytes()) {
            throw new UnaskedAnswerException();
        }
        super.sendRequestHeader(request);
    }

    @Override
    protected InputStream createContentInputStream(long length, SessionInputBuffer buffer, InputStream socket) {
        return length == ContentLengthStrategy.CHUNKED
                ? new ChunkedInputStream(buffer, socket, TRAILER_BOUNDS)
                : super.createContentInputStream(length, buffer, socket);
    }

    @Override
    public @Nullable Socket getSocket() {
        SocketHolder holder = getSocketHolder();
        return holder == null ? null : holder.getSocket();
    }

    @Override
    public void setSocketTimeout(Timeout timeout) {
        this.timeout = timeout;
        super.setSocketTimeout(timeout);
    }

    /** It goes back into the pool, and the exchange that it worked for can close it no more. */
    @Override
    public void passivate() {
        Exchange last = exchange;
        if (last != null) {
            last.end();
        }
        exchange = null;
        super.setSocketTimeout(Timeout.DISABLED);
    }

    @Override
    public void activate() {
        super.setSocketTimeout(timeout);
    }

    /** The socket is about to be written to. */
    void sending() {
        Exchange current = exchange;
        if (current != null) {
            current.stopwatch().stampOnce(Stopwatch.Moment.SENDING);
        }
    }

    /**
     * A read of the socket returned.
     *
     * @param count how many bytes it brought; negative if the connection has ended
     */
    void received(int count) throws MessageConstraintException {
        Exchange current = exchange;
        if (current != null) {
            current.stopwatch().received(count);
        }
        head.received(count);
    }

    /** An exchange that expires just now closes either what was bound before, or this. */
    private void bindUnlessExpired(SocketHolder holder) throws IOException {
        super.bind(holder);
        Exchange current = exchange;
        if (current != null && current.isExpired()) {
            close(CloseMode.IMMEDIATE);
        }
    }

    private boolean hasUnreadBytes() throws IOException {
        Socket socket = getSocket();
        return head.hasUnreadBytes()
                || (socket != null && socket.getInputStream().available() > 0);
    }

    /** There is an answer before there is a request. */
    static final class UnaskedAnswerException extends IOException {
        private static final long serialVersionUID = 1;

        UnaskedAnswerException() {
            super("the service has sent more than the answers to the requests before this one");
        }
    }
}
