package dev.releasegate.probe;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.ContentType;

/**
 * One request that is about to be sent, and what its answer must be.
 *
 * @param step which step it is a sample of
 * @param method such as {@code GET}
 * @param path with its query, begins with a slash
 * @param headers sent with it, upper and lower case of their names do not count; they may hold secrets and are never printed
 * @param body sent with it, as UTF-8
 * @param expectation what the answer must be
 */
public record Call(
        String step,
        String method,
        String path,
        Map<String, String> headers,
        Optional<String> body,
        Expectation expectation) {
    private static final Pattern METHOD = Pattern.compile("[A-Za-z]+");
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Set<String> NOT_FOR_USERS = Set.of("content-length", "transfer-encoding", "host");

    /** @throws IllegalArgumentException if the method, the path or a header is nothing that can be sent */
    public Call {
        Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(headers);
        headers = Collections.unmodifiableMap(byName);
        if (!METHOD.matcher(method).matches()) {
            throw new IllegalArgumentException(
                    "method must be letters only, such as GET or POST, but is \"" + method + "\"");
        }
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path must begin with a slash, but is \"" + path + "\"");
        }
        if (path.chars().anyMatch(Call::isBlankOrControl)) {
            throw new IllegalArgumentException("path must have no blanks and no control characters (write %20 for a"
                    + " blank), but is \"" + path + "\"");
        }
        if (path.chars().anyMatch(character -> character > '~')) {
            throw new IllegalArgumentException(
                    "path must be of ASCII characters (write others percent-encoded, %C3%A9 for" + " \u00e9), but is \""
                            + path + "\"");
        }
        headers.forEach(Call::mustBeSendable);
    }

    /** The same request with another expectation. */
    Call expecting(Expectation other) {
        return new Call(step, method, path, headers, body, other);
    }

    private static boolean isBlankOrControl(int character) {
        return Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || Character.isISOControl(character);
    }

    /** The value is not told, because it may be a secret. */
    private static void mustBeSendable(String name, String value) {
        if (!TOKEN.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "the name of a header must be a token such as X-API-Key, but is \"" + name + "\"");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("header " + name
                    + ": its value has a line break or another control character in it, which cannot be sent");
        }
        if (NOT_FOR_USERS.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(
                    "header " + name + " must be left out, because the probe sets it itself");
        }
        if (name.equalsIgnoreCase("Content-Type") && !isContentType(value)) {
            throw new IllegalArgumentException("header " + name + " must be such as text/plain or"
                    + " text/plain; charset=utf-8, with a charset that this Java knows");
        }
    }

    private static boolean isContentType(String value) {
        try {
            ContentType type = ContentType.parse(value);
            String[] parts = type == null ? new String[0] : type.getMimeType().split("/", -1);
            return parts.length == 2
                    && TOKEN.matcher(parts[0]).matches()
                    && TOKEN.matcher(parts[1]).matches();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return step + ": " + method + " " + path;
    }
}
