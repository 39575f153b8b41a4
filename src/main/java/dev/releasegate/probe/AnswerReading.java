package dev.releasegate.probe;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;

/** Reads an answer to its last byte, and only then looks at its headers: the clock stops with that byte. */
final class AnswerReading {
    /** A longer answer is cut off and is a failed sample. */
    static final int MOST_BODY_BYTES = 16 << 20;

    private AnswerReading() {}

    static Answer read(ClassicHttpResponse response, Exchange exchange) throws IOException {
        byte[] body = body(response, exchange);
        return new Answer(response.getCode(), headers(response), body);
    }

    private static byte[] body(ClassicHttpResponse response, Exchange exchange) throws IOException {
        HttpEntity entity = response.getEntity();
        InputStream body = entity == null ? null : entity.getContent();
        try {
            byte[] bytes = body == null ? new byte[0] : body.readNBytes(MOST_BODY_BYTES + 1);
            if (bytes.length > MOST_BODY_BYTES) {
                throw new AnswerTooLongException();
            }
            return bytes;
        } catch (IOException e) {
            exchange.abandon();
            throw e;
        }
    }

    /** Those of the response, because there is no entity to ask after a HEAD. */
    private static Map<String, List<String>> headers(ClassicHttpResponse response) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : response.getHeaders()) {
            headers.computeIfAbsent(header.getName(), name -> new ArrayList<>(1))
                    .add(header.getValue() == null ? "" : header.getValue());
        }
        return headers;
    }

    /** The answer is longer than {@link #MOST_BODY_BYTES}. */
    static final class AnswerTooLongException extends IOException {
        private static final long serialVersionUID = 1;

        AnswerTooLongException() {
            super("the answer is longer than " + MOST_BODY_BYTES + " bytes");
        }
    }
}
