package dev.releasegate.registry;

/**
 * A commit was asked for and not confirmed: what was to be written may be there now, or be there after the next start, or
 * be lost. Nobody may be told that it was written, nor that it was not.
 */
final class UnknownOutcomeException extends StoreException {
    private static final long serialVersionUID = 1L;

    UnknownOutcomeException(String message, Throwable cause) {
        super(message, cause);
    }
}
