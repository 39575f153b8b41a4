package dev.releasegate.dsse;

/** A key, or a file of keys, cannot be used; the message says why and where, and shows nothing of a key. */
public final class UnusableKeyException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableKeyException(String message) {
        super(message, null, false, false);
    }
}
