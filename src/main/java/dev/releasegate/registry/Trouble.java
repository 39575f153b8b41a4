package dev.releasegate.registry;

/** What went wrong on our side, for the operator: written to standard error. Clients are told no details. */
final class Trouble {
    private Trouble() {}

    static void report(String where, Throwable trouble) {
        StringBuilder line = new StringBuilder("registry: " + where + ": " + trouble);
        for (Throwable cause = trouble.getCause(); cause != null; cause = cause.getCause()) {
            line.append(", because of ").append(cause);
        }
        System.err.println(line);
    }
}
