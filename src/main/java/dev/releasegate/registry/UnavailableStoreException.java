package dev.releasegate.registry;

/** The store cannot be reached, or cannot be trusted, now: nothing is wrong with the request, and nothing was written. */
final class UnavailableStoreException extends StoreException {
    private static final long serialVersionUID = 1L;

    UnavailableStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
