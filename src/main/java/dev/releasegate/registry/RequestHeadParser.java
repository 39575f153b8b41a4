package dev.releasegate.registry;

import java.io.IOException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.RequestHeaderFieldsTooLargeException;
import org.apache.hc.core5.http.UnsupportedHttpVersionException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.nio.DefaultHttpRequestFactory;
import org.apache.hc.core5.http.impl.nio.DefaultHttpRequestParser;
import org.apache.hc.core5.http.nio.SessionInputBuffer;
import org.apache.hc.core5.util.CharArrayBuffer;
import org.jspecify.annotations.Nullable;

/**
 * HttpCore's parser of request heads, stricter: what two readers could cut into requests differently is refused before
 * anything reads on (RFC 9112 sections 3.2, 6.1 and 6.3), as are heads without exactly one Host.
 *
 * <p>HttpCore sends the message of the exception as the body of the answer and closes the connection; the message is
 * therefore JSON.
 */
final class RequestHeadParser extends DefaultHttpRequestParser<HttpRequest> {
    private final Passages passages;
    private boolean isBegun;

    /** For one connection. */
    RequestHeadParser(Http1Config limits, Passages passages) {
        super(limits, DefaultHttpRequestFactory.INSTANCE);
        this.passages = passages;
    }

    @Override
    public void reset() {
        super.reset();
        isBegun = false;
    }

    /**
     * @throws RequestHeaderFieldsTooLargeException (answered 431)
     * @throws UnsupportedHttpVersionException (answered 505)
     * @throws ProtocolException (answered 400)
     */
    @Override
    public @Nullable HttpRequest parse(SessionInputBuffer buffer, boolean endOfStream)
            throws IOException, HttpException {
        if (buffer.hasData()) {
            passages.bytesArrived();
        }
        try {
            HttpRequest request = strictly(buffer, endOfStream);
            if (request != null) {
                passages.headArrived(request);
            } else if (!isBegun && !buffer.hasData()) {
                passages.nothingArrived();
            }
            return request;
        } catch (HttpException e) {
            passages.headRefused();
            throw e;
        }
    }

    /** Called with the first line that is not empty. */
    @Override
    protected HttpRequest createMessage(CharArrayBuffer line) throws HttpException {
        isBegun = true;
        return super.createMessage(line);
    }

    private @Nullable HttpRequest strictly(SessionInputBuffer buffer, boolean endOfStream)
            throws IOException, HttpException {
        try {
            HttpRequest request = super.parse(buffer, endOfStream);
            if (request != null) {
                passages.headRead(request);
                check(request);
            }
            return request;
        } catch (RequestHeaderFieldsTooLargeException e) {
            throw new RequestHeaderFieldsTooLargeException(
                    Answer.errorBody("request_header_fields_too_large", "The head of the request is too large"));
        } catch (UnsupportedHttpVersionException e) {
            throw new UnsupportedHttpVersionException(
                    Answer.errorBody("http_version_not_supported", "This service speaks HTTP/1.1"));
        } catch (HttpException e) {
            throw new ProtocolException(Answer.errorBody("bad_request", "The head of the request is malformed"));
        }
    }

    private static void check(HttpRequest request) throws HttpException {
        boolean old = request.getVersion() != null && request.getVersion().lessEquals(HttpVersion.HTTP_1_0);
        int hosts = request.countHeaders(HttpHeaders.HOST);
        Header[] codings = request.getHeaders(HttpHeaders.TRANSFER_ENCODING);
        Header[] lengths = request.getHeaders(HttpHeaders.CONTENT_LENGTH);
        refuseIf(hosts > 1 || (hosts == 0 && !old));
        refuseIf(codings.length > 0 && (old || codings.length > 1 || lengths.length > 0));
        refuseIf(codings.length == 1 && !"chunked".equalsIgnoreCase(codings[0].getValue()));
        refuseIf(lengths.length > 1 || (lengths.length == 1 && !isLength(lengths[0].getValue())));
    }

    private static boolean isLength(@Nullable String value) {
        return value != null && value.matches("[0-9]{1,18}");
    }

    private static void refuseIf(boolean malformed) throws ProtocolException {
        if (malformed) {
            throw new ProtocolException("malformed framing");
        }
    }
}
