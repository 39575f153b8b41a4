package dev.releasegate.probe;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.io.HttpMessageParser;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the heads of the answers of one connection. It refuses more than HttpClient's own parser does: a head that is too
 * long in all, one that the end of the connection cut off (HttpClient would take it for a whole one, and its status for
 * the answer), and a name of a header that is none.
 */
final class AnswerHead implements HttpMessageParser<ClassicHttpResponse> {
    /** A longer head is no answer. Servers send 8 to 64 KiB at most. */
    static final int MOST_BYTES = 256 << 10;

    private final HttpMessageParser<ClassicHttpResponse> parser;
    private @Nullable SessionInputBuffer input;
    private boolean isReading;
    private int bytes;
    private boolean hasEnded;

    AnswerHead(Http1Config config) {
        this.parser = new DefaultHttpResponseParser(config);
    }

    @Override
    public ClassicHttpResponse parse(SessionInputBuffer buffer, InputStream socket) throws IOException, HttpException {
        input = buffer;
        bytes = buffer.length();
        hasEnded = false;
        isReading = true;
        ClassicHttpResponse answer = parser.parse(buffer, socket);
        isReading = false;
        if (hasEnded) {
            throw new ConnectionClosedException("the connection ended within the head of the answer");
        }
        requireNames(answer);
        return answer;
    }

    /**
     * A read of the socket returned.
     *
     * @param count how many bytes it brought; negative if the connection has ended
     */
    void received(int count) throws MessageConstraintException {
        if (isReading) {
            hasEnded |= count < 0;
            bytes += Math.max(0, count);
            if (bytes > MOST_BYTES) {
                throw new MessageConstraintException("the head of the answer is longer than " + MOST_BYTES + " bytes");
            }
        }
    }

    /** Whether there are bytes that were read from the socket and belong to no answer so far. */
    boolean hasUnreadBytes() {
        return input != null && input.length() > 0;
    }

    private static void requireNames(ClassicHttpResponse answer) throws ProtocolException {
        for (Header header : answer.getHeaders()) {
            if (!header.getName().chars().allMatch(c -> c > ' ' && c < 127)) {
                throw new ProtocolException("the name of a header of the answer has blanks or control characters");
            }
        }
    }
}
