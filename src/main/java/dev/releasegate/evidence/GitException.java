package dev.releasegate.evidence;

/** Git does not say what was asked; the message says why, in words that are safe to print. */
final class GitException extends Exception {
    private static final long serialVersionUID = 1L;

    private static final int MOST_CHARACTERS = 400;

    GitException(String message) {
        super(safe(message), null, false, false);
    }

    private static String safe(String text) {
        String line = text.strip().replaceAll("\\R\\s*", "; ").replaceAll("\\p{C}", "?");
        return line.length() > MOST_CHARACTERS ? line.substring(0, MOST_CHARACTERS) + "…" : line;
    }
}
