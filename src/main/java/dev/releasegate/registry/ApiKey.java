package dev.releasegate.registry;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpRequest;

/** The key that opens {@code /v1}. Only its SHA-256 is kept, and it has no text form: it cannot be logged by mistake. */
final class ApiKey {
    /** The request header that carries the key. */
    static final String HEADER = "X-API-Key";

    private final byte[] hash;

    /**
     * @throws IllegalArgumentException if the key is empty or could not travel in a header: it must be of visible ASCII
     *     characters, without blanks
     */
    ApiKey(String key) {
        if (key.isEmpty() || key.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IllegalArgumentException("the key must be of visible ASCII characters, without blanks");
        }
        hash = hash(key);
    }

    /** Whether the request carries the key, once; takes as long for a nearly right key as for a wrong one. */
    boolean opens(HttpRequest request) {
        Header[] offered = request.getHeaders(HEADER);
        return offered.length == 1 && MessageDigest.isEqual(hash, hash(offered[0].getValue()));
    }

    private static byte[] hash(String key) {
        return Sha256.digest(key.getBytes(StandardCharsets.UTF_8));
    }
}
