package dev.releasegate.registry;

import dev.releasegate.dsse.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.regex.Pattern;

/**
 * A key that opens {@code /v1}, and the name of who has it. Only its SHA-256 is kept, and it has no text form: it cannot be
 * logged by mistake. The name can.
 */
final class ApiKey {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final String name;
    private final byte[] hash;

    /**
     * Keeps what is needed to know the key again.
     *
     * @throws IllegalArgumentException if the name could not stand in a log, or if the key is empty or could not travel in
     *     a header: it must be of visible ASCII characters, without blanks
     */
    ApiKey(String name, String key) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("the name of a key must be of 1 to 64 letters, digits, dots, - and _");
        }
        if (key.isEmpty() || key.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IllegalArgumentException("the key must be of visible ASCII characters, without blanks");
        }
        this.name = name;
        hash = hash(key);
    }

    /** Who has it, as logs and limits may tell. */
    String name() {
        return name;
    }

    /** Whether both are the same key; takes as long for a nearly right one as for a wrong one. */
    boolean hasHash(byte[] offered) {
        return MessageDigest.isEqual(hash, offered);
    }

    /** Whether both are the same key, whatever their names. */
    boolean isSameAs(ApiKey other) {
        return hasHash(other.hash);
    }

    static byte[] hash(String key) {
        return Sha256.digest(key.getBytes(StandardCharsets.UTF_8));
    }
}
