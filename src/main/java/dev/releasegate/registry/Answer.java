package dev.releasegate.registry;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseProducer;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.BasicResponseProducer;

/** What the service says to one request: a status, mostly a JSON body, and headers besides. Unchangeable. */
final class Answer {
    private final int status;
    private final Optional<byte[]> body;
    private final Map<String, String> headers;

    private Answer(int status, Optional<byte[]> body, Map<String, String> headers) {
        this.status = status;
        this.body = body;
        this.headers = headers;
    }

    /** An answer whose body is the given JSON text. */
    static Answer json(int status, String json) {
        return new Answer(status, Optional.of(json.getBytes(StandardCharsets.UTF_8)), Map.of());
    }

    /** An answer whose body is a text of another kind. */
    static Answer text(String contentType, String text) {
        return new Answer(
                200, Optional.of(text.getBytes(StandardCharsets.UTF_8)), Map.of(HttpHeaders.CONTENT_TYPE, contentType));
    }

    /** An answer without a body. */
    static Answer empty(int status) {
        return new Answer(status, Optional.empty(), Map.of());
    }

    /** An answer of the form {@code {"error":…,"message":…}}. */
    static Answer error(int status, String error, String message) {
        return json(status, errorBody(error, message));
    }

    /** An error that says in a word of its own why a manifest is not accepted. */
    static Answer unprocessable(Flaw reason, String message) {
        return json(
                422,
                "{\"error\":\"unprocessable\",\"message\":" + CanonicalJson.quote(message) + ",\"reason\":"
                        + CanonicalJson.quote(reason.word()) + "}");
    }

    /** The body of every other error of this service. */
    static String errorBody(String error, String message) {
        return "{\"error\":" + CanonicalJson.quote(error) + ",\"message\":" + CanonicalJson.quote(message) + "}";
    }

    /** The same answer with one header more. */
    Answer with(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new Answer(status, body, more);
    }

    int status() {
        return status;
    }

    /** The length of its body, in bytes. */
    int size() {
        return body.map(bytes -> bytes.length).orElse(0);
    }

    String text() {
        return body.map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
    }

    /** The value of a header that it was given. */
    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The answer as HttpCore sends it; a fresh one for each request. */
    AsyncResponseProducer producer() {
        BasicHttpResponse response = new BasicHttpResponse(status);
        headers.forEach(response::addHeader);
        return body.map(bytes -> new BasicResponseProducer(
                        response, new BasicAsyncEntityProducer(bytes, ContentType.APPLICATION_JSON)))
                .orElseGet(() -> new BasicResponseProducer(response));
    }
}
