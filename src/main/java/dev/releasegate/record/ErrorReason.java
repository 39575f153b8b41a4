package dev.releasegate.record;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Why a request failed: one word of a closed vocabulary, so that logs of different tools can be counted together.
 *
 * @param code a word of {@link #codes()}, or {@code http_} and a status code that has no word of its own
 */
public record ErrorReason(String code) implements Comparable<ErrorReason> {
    public static final ErrorReason CONNECT_TIMEOUT = new ErrorReason("connect_timeout");
    public static final ErrorReason READ_TIMEOUT = new ErrorReason("read_timeout");
    public static final ErrorReason CONNECTION_REFUSED = new ErrorReason("connection_refused");
    public static final ErrorReason CONNECTION_RESET = new ErrorReason("connection_reset");
    public static final ErrorReason DNS_FAILURE = new ErrorReason("dns_failure");
    public static final ErrorReason TLS_FAILURE = new ErrorReason("tls_failure");
    /** The answer came, but is not what its headers promise: broken chunks, too long, not HTTP, not JSON. */
    public static final ErrorReason BODY_INVALID = new ErrorReason("body_invalid");
    /** The answer came and is well formed, but says something else than the probe expects. */
    public static final ErrorReason ASSERTION_FAILED = new ErrorReason("assertion_failed");

    /** @throws IllegalArgumentException if the word is not in the vocabulary; the message lists it */
    public ErrorReason {
        if (!isKnown(code)) {
            throw new IllegalArgumentException("unknown error reason \"" + code + "\"; known are "
                    + String.join(", ", codes()) + " and http_<status>");
        }
    }

    /** The reason for an answer with a status that the probe did not expect, for example {@code not_found} for 404. */
    public static ErrorReason ofStatus(int status) {
        return new ErrorReason(Vocabulary.BY_STATUS.getOrDefault(status, "http_" + status));
    }

    /** The reason of that name, or empty if the vocabulary has none. */
    public static Optional<ErrorReason> of(String code) {
        return isKnown(code) ? Optional.of(new ErrorReason(code)) : Optional.empty();
    }

    /** All words of the vocabulary, without the open family {@code http_<status>}. */
    public static List<String> codes() {
        return Vocabulary.CODES;
    }

    /** Whether the other side was not there, or went away, so that it may have died. */
    public boolean isConnectionLost() {
        return equals(CONNECTION_REFUSED) || equals(CONNECTION_RESET);
    }

    @Override
    public int compareTo(ErrorReason other) {
        return code.compareTo(other.code);
    }

    @Override
    public String toString() {
        return code;
    }

    private static boolean isKnown(String code) {
        return Vocabulary.CODES.contains(code)
                || Vocabulary.HTTP_STATUS.matcher(code).matches();
    }

    /** Its own class, because the constants above are checked against it while this class is still being loaded. */
    private static final class Vocabulary {
        static final Pattern HTTP_STATUS = Pattern.compile("http_[1-9][0-9]{2}");

        static final Map<Integer, String> BY_STATUS = new TreeMap<>(Map.ofEntries(
                Map.entry(400, "bad_request"),
                Map.entry(401, "unauthorized"),
                Map.entry(403, "forbidden"),
                Map.entry(404, "not_found"),
                Map.entry(405, "method_not_allowed"),
                Map.entry(409, "conflict"),
                Map.entry(413, "payload_too_large"),
                Map.entry(415, "unsupported_media_type"),
                Map.entry(422, "validation_error"),
                Map.entry(429, "rate_limited"),
                Map.entry(500, "internal_error"),
                Map.entry(502, "bad_gateway"),
                Map.entry(503, "service_unavailable"),
                Map.entry(504, "gateway_timeout")));

        static final List<String> CODES = Stream.concat(
                        BY_STATUS.values().stream(),
                        Stream.of(
                                "connect_timeout",
                                "read_timeout",
                                "connection_refused",
                                "connection_reset",
                                "dns_failure",
                                "tls_failure",
                                "body_invalid",
                                "assertion_failed"))
                .toList();
    }
}
