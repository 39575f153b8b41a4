package dev.releasegate.probe;

import java.security.SecureRandom;
import java.util.stream.Collectors;

/** Texts that nobody could have prepared for. They are names and words everywhere: in a URL, in JSON, in a file. */
final class RandomText {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int LETTERS = 24;

    private RandomText() {}

    /** A word of 24 letters a to z, one of 2 to the power of 112. */
    static String word() {
        return RANDOM.ints(LETTERS, 'a', 'z' + 1)
                .mapToObj(letter -> String.valueOf((char) letter))
                .collect(Collectors.joining());
    }

    /** As long as a secret, and surely another one. */
    static String unlike(String secret) {
        String digits = RANDOM.ints(Math.max(1, secret.length()), 0, 16)
                .mapToObj(Integer::toHexString)
                .collect(Collectors.joining());
        return digits.equals(secret) ? unlike(secret) : digits;
    }

    /** A number of ten digits that fits into 32 bits. */
    static int number() {
        return RANDOM.nextInt(1_000_000_000, Integer.MAX_VALUE);
    }
}
