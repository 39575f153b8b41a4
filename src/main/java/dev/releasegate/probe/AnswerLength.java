package dev.releasegate.probe;

import java.util.regex.Pattern;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpMessage;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.impl.DefaultContentLengthStrategy;

/**
 * Where the body of an answer ends. An answer that says so twice, or in a way that could be read in two, is no answer
 * (RFC 9112, section 6.3): one reader would see another body than the next.
 */
final class AnswerLength implements ContentLengthStrategy {
    static final AnswerLength INSTANCE = new AnswerLength();

    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    private AnswerLength() {}

    @Override
    public long determineLength(HttpMessage answer) throws HttpException {
        Header[] lengths = answer.getHeaders("Content-Length");
        if (answer.containsHeader("Transfer-Encoding")) {
            if (lengths.length > 0) {
                throw new ProtocolException("the answer has both Content-Length and Transfer-Encoding");
            }
            return DefaultContentLengthStrategy.INSTANCE.determineLength(answer);
        }
        if (lengths.length == 0) {
            return UNDEFINED;
        }
        if (lengths.length > 1) {
            throw new ProtocolException("the answer has Content-Length " + lengths.length + " times");
        }
        if (!LENGTH.matcher(lengths[0].getValue()).matches()) {
            throw new ProtocolException("the Content-Length of the answer is no number of bytes");
        }
        return Long.parseLong(lengths[0].getValue());
    }
}
