package dev.releasegate.registry;

/** The store could not be opened, read or written. The message is for the operator, not for a client. */
final class StoreException extends Exception {
    private static final long serialVersionUID = 1L;

    StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    StoreException(String message) {
        super(message);
    }
}
