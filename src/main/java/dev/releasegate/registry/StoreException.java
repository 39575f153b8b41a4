package dev.releasegate.registry;

/**
 * The store could not be opened, read or written. Where it was to be written, nothing was: everything is as it was,
 * unless it is an {@link UnknownOutcomeException}. The message is for the operator, not for a client.
 */
sealed class StoreException extends Exception permits UnavailableStoreException, UnknownOutcomeException {
    private static final long serialVersionUID = 1L;

    StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    StoreException(String message) {
        super(message);
    }
}
