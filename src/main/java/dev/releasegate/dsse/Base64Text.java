package dev.releasegate.dsse;

import java.util.Base64;
import java.util.Optional;

/** Base64 as DSSE has it: of the standard alphabet or the URL-safe one, padded or not, and never two texts for the same. */
final class Base64Text {
    private Base64Text() {}

    /** The bytes; empty if the text is neither kind, mixes both, or has bits that mean nothing. */
    static Optional<byte[]> decode(String text) {
        boolean isUrlSafe = text.indexOf('-') >= 0 || text.indexOf('_') >= 0;
        try {
            byte[] bytes = (isUrlSafe ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(text);
            Base64.Encoder encoder = isUrlSafe ? Base64.getUrlEncoder() : Base64.getEncoder();
            boolean isTheOne = text.equals(encoder.encodeToString(bytes))
                    || text.equals(encoder.withoutPadding().encodeToString(bytes));
            return isTheOne ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
