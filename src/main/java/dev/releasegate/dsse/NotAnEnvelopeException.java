package dev.releasegate.dsse;

/** Something is no DSSE envelope, or too large; the message says what it must have, and quotes nothing of it. */
public final class NotAnEnvelopeException extends Exception {
    private static final long serialVersionUID = 1L;

    NotAnEnvelopeException(String message) {
        super(message, null, false, false);
    }
}
