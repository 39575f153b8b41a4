package dev.releasegate.registry;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.Header;

/**
 * What a client says is the digest of the body it sends, in {@code Content-Digest} or {@code Repr-Digest} (RFC 9530): {@code
 * sha-256=:RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=:}. Both are about the same bytes here, because no body is taken
 * that is compressed or a part of something.
 *
 * @param header which of the two said so
 * @param base64 the digest, padded
 */
record ClaimedDigest(String header, Algorithm algorithm, String base64) {
    /** The algorithms that RFC 9530 calls active. Digests by any other are not looked at. */
    enum Algorithm {
        SHA_256("sha-256", 32),
        SHA_512("sha-512", 64);

        private final String word;
        private final int length;

        Algorithm(String word, int length) {
            this.word = word;
            this.length = length;
        }

        static Optional<Algorithm> of(String word) {
            return Arrays.stream(values())
                    .filter(algorithm -> algorithm.word.equals(word))
                    .findAny();
        }

        String base64Of(byte[] bytes) {
            try {
                return Base64.getEncoder()
                        .encodeToString(MessageDigest.getInstance(word).digest(bytes));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("this Java has no " + word, e);
            }
        }
    }

    private static final List<String> HEADERS = List.of("Content-Digest", "Repr-Digest");

    /** A member of a dictionary of RFC 9651 whose value is a byte sequence without parameters. */
    private static final Pattern MEMBER =
            Pattern.compile("\\G[ \\t]*(?<key>[a-z*][a-z0-9_.*-]*+)=:(?<value>[A-Za-z0-9+/]*+={0,2}):[ \\t]*(?:,|$)");

    /**
     * All that the fields of a head, or of a trailer, say of the body.
     *
     * @throws Refusal (400) if they are malformed, or say nothing that is checked here, so that nobody believes it was
     */
    static List<ClaimedDigest> in(List<? extends Header> fields) throws Refusal {
        List<ClaimedDigest> claims = new ArrayList<>();
        for (String header : HEADERS) {
            List<String> lines = fields.stream()
                    .filter(field -> field.getName().equalsIgnoreCase(header))
                    .map(Header::getValue)
                    .toList();
            if (!lines.isEmpty()) {
                claims.addAll(read(header, String.join(", ", lines)));
            }
        }
        return List.copyOf(claims);
    }

    private static List<ClaimedDigest> read(String header, String dictionary) throws Refusal {
        List<ClaimedDigest> claims = new ArrayList<>();
        Matcher member = MEMBER.matcher(dictionary);
        int end = 0;
        while (member.find()) {
            Optional<Algorithm> algorithm = Algorithm.of(member.group("key"));
            if (algorithm.isPresent()) {
                claims.add(new ClaimedDigest(
                        header, algorithm.get(), padded(header, algorithm.get(), member.group("value"))));
            }
            end = member.end();
        }
        if (end < dictionary.length() || dictionary.endsWith(",")) {
            throw Refusal.badRequest(header + " must be of the form sha-256=:base64: (RFC 9530)");
        }
        if (claims.isEmpty()) {
            throw Refusal.badRequest(header + " has no digest that is checked here: send sha-256 or sha-512");
        }
        return claims;
    }

    private static String padded(String header, Algorithm algorithm, String base64) throws Refusal {
        try {
            byte[] digest = Base64.getDecoder().decode(base64);
            if (digest.length == algorithm.length) {
                return Base64.getEncoder().encodeToString(digest);
            }
        } catch (IllegalArgumentException e) {
            throw noDigest(header, algorithm);
        }
        throw noDigest(header, algorithm);
    }

    private static Refusal noDigest(String header, Algorithm algorithm) {
        return Refusal.badRequest(header + ": " + algorithm.word + " must be " + algorithm.length
                + " bytes in base64 between two colons");
    }

    /**
     * Holds the body against it.
     *
     * @throws Refusal (400) if the body is another one
     */
    void check(byte[] body) throws Refusal {
        String arrived = algorithm.base64Of(body);
        if (!arrived.equals(base64)) {
            throw Refusal.badRequest(header + " does not match: it says " + algorithm.word + "=:" + base64
                    + ":, but that of the body that arrived is :" + arrived + ":");
        }
    }
}
