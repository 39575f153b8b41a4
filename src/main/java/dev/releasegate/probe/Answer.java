package dev.releasegate.probe;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a service answered, its body read to the end. */
public final class Answer {
    private final int status;
    private final Map<String, List<String>> headers;
    private final byte[] body;

    /**
     * An answer.
     *
     * @param status the HTTP status code
     * @param contentType as the header has it; empty if there is none
     * @param body its bytes, not decoded
     */
    public Answer(int status, String contentType, byte[] body) {
        this(status, contentType.isEmpty() ? Map.of() : Map.of("Content-Type", List.of(contentType)), body);
    }

    /**
     * An answer with all its headers.
     *
     * @param headers their values by their names, whose upper and lower case do not count
     */
    Answer(int status, Map<String, List<String>> headers, byte[] body) {
        this.status = status;
        this.headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        this.headers.putAll(headers);
        this.body = body.clone();
    }

    public int status() {
        return status;
    }

    /** The media type without its parameters, in lower case, such as {@code application/json}; empty if there is none. */
    public String mediaType() {
        return headers.getOrDefault("Content-Type", List.of(""))
                .get(0)
                .split(";", 2)[0]
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    /** The value of a header that is there exactly once. */
    Optional<String> header(String name) {
        List<String> values = headers.getOrDefault(name, List.of());
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    /** The body read as UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    byte[] bytes() {
        return body.clone();
    }

    /** What kind of answer it is, without what it says: {@code status 200, text/html, 6 bytes}. */
    @Override
    public String toString() {
        return "status " + status + ", " + (mediaType().isEmpty() ? "no media type" : mediaType()) + ", " + body.length
                + " bytes";
    }
}
