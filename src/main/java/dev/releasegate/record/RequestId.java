package dev.releasegate.record;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name that a client gave to one request, sent as {@link #HEADER}, so that what the client has measured and what the
 * service has measured can be joined. It comes from outside, so it is short and of characters that mean nothing anywhere.
 *
 * @param text 1 to 128 of the characters A to Z, a to z, 0 to 9 and {@code . _ ~ + / = : @ -}
 */
public record RequestId(String text) {
    /** The header that carries it. */
    public static final String HEADER = "X-Request-Id";

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._~+/=:@-]{1,128}");

    /** @throws IllegalArgumentException if the text is not of that form */
    public RequestId {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "\"requestId\" must be 1 to 128 of the characters A-Z a-z 0-9 . _ ~ + / = : @ -");
        }
    }

    /** The id of that text, or empty if the text is none. */
    public static Optional<RequestId> of(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new RequestId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
