package dev.releasegate.probe;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the service under test. It differs from HttpClient's own in three ways: it logs nothing, because a log
 * of headers would hold secrets and cost time that is being measured; it takes nothing for HTTP that is not; and it sends
 * no request while there are bytes that nobody asked for, which would be taken for the answer.
 */
final class ProbeConnection extends DefaultBHttpClientConnection implements ManagedHttpClientConnection {
    private Timeout timeout = Timeout.DISABLED;
    private @Nullable SessionInputBuffer input;

    ProbeConnection() {
        super(Http1Config.DEFAULT);
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
        input = buffer;
        return super.createContentInputStream(length, buffer, socket);
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

    @Override
    public void passivate() {
        super.setSocketTimeout(Timeout.DISABLED);
    }

    @Override
    public void activate() {
        super.setSocketTimeout(timeout);
    }

    private boolean hasUnreadBytes() throws IOException {
        SessionInputBuffer buffer = input;
        Socket socket = getSocket();
        return (buffer != null && buffer.length() > 0)
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
