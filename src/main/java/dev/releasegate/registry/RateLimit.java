package dev.releasegate.registry;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many requests a key may make within a time.
 *
 * @param requests from 1 to 1,000,000
 * @param window a second, a minute or an hour
 */
record RateLimit(int requests, Duration window) {
    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,5}|1000000)/(second|minute|hour)");

    /**
     * Reads {@code 50/second}, or {@code off} for no limit.
     *
     * @throws UsageException if it is neither
     */
    static Optional<RateLimit> parse(String text) throws UsageException {
        if (text.equals("off")) {
            return Optional.empty();
        }
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new UsageException("must be off, or 1 to 1000000 requests per second, minute or hour, as in"
                    + " 50/second, but is " + text);
        }
        Duration window = switch (matcher.group(2)) {
            case "second" -> Duration.ofSeconds(1);
            case "minute" -> Duration.ofMinutes(1);
            default -> Duration.ofHours(1);
        };
        return Optional.of(new RateLimit(Integer.parseInt(matcher.group(1)), window));
    }
}
