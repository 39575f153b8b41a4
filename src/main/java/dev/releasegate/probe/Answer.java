package dev.releasegate.probe;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What a service answered, its body read to the end. */
public final class Answer {
    private final int status;
    private final String contentType;
    private final byte[] body;

    /**
     * An answer.
     *
     * @param status the HTTP status code
     * @param contentType as the header has it; empty if there is none
     * @param body its bytes, not decoded
     */
    public Answer(int status, String contentType, byte[] body) {
        this.status = status;
        this.contentType = contentType;
        this.body = body.clone();
    }

    public int status() {
        return status;
    }

    /** The media type without its parameters, in lower case, such as {@code application/json}; empty if there is none. */
    public String mediaType() {
        return contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
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
