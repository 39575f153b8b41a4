package dev.releasegate.registry;

/** The command line or the environment is not what the program needs; the message says what to do. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
