package dev.releasegate.registry;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** What the texts of settings may be. */
final class SettingText {
    private static final String DURATION = "must be a time such as 10s or 500ms";

    private SettingText() {}

    static int port(String text) throws UsageException {
        return number(text, 0, 65_535, "must be a number from 0 (any free port) to 65535");
    }

    /**
     * A whole number.
     *
     * @param must the beginning of the message if it is none, or not within the bounds
     */
    static int number(String text, int atLeast, int atMost, String must) throws UsageException {
        try {
            int number = Integer.parseInt(text);
            if (number >= atLeast && number <= atMost) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw mustBe(must, text);
        }
        throw mustBe(must, text);
    }

    static boolean yesOrNo(String text) throws UsageException {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw mustBe("must be true or false", text);
        };
    }

    /** A time of at least a millisecond, such as {@code 10s} or {@code 500ms}. */
    static Duration duration(String text) throws UsageException {
        boolean isMillis = text.endsWith("ms");
        if (!isMillis && !text.endsWith("s")) {
            throw mustBe(DURATION, text);
        }
        int number = number(text.substring(0, text.length() - (isMillis ? 2 : 1)), 1, 3_600_000, DURATION);
        return isMillis ? Duration.ofMillis(number) : Duration.ofSeconds(number);
    }

    static Path path(String text) throws UsageException {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw mustBe("must be a path", text);
        }
    }

    /** A path that may be left out: its default is the empty text. */
    static Optional<Path> optionalPath(String text) throws UsageException {
        return text.isEmpty() ? Optional.empty() : Optional.of(path(text));
    }

    /** The address of a PostgreSQL database. It is not shown where it is refused, because it may hold a password. */
    static Optional<String> jdbcUrl(String text) throws UsageException {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!text.startsWith(Database.URL_START)) {
            throw new UsageException("must begin with " + Database.URL_START + " (no other database is known)");
        }
        if (text.toLowerCase(Locale.ROOT).contains("password=")) {
            throw new UsageException(
                    "must not hold a password, which would be seen in the list of processes: put it into"
                            + " the environment variable that jdbc-password-env names");
        }
        return Optional.of(text);
    }

    static ProvenancePolicy.Mode provenance(String text) throws UsageException {
        return switch (text) {
            case "off" -> ProvenancePolicy.Mode.OFF;
            case "permissive" -> ProvenancePolicy.Mode.PERMISSIVE;
            case "enforce" -> ProvenancePolicy.Mode.ENFORCE;
            default -> throw mustBe("must be off, permissive or enforce", text);
        };
    }

    private static UsageException mustBe(String must, String text) {
        return new UsageException(must + ", but is " + text);
    }
}
