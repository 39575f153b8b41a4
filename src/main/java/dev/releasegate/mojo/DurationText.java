package dev.releasegate.mojo;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations as people write them. */
final class DurationText {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})\\s*(ms|s|min)");

    private static final Duration LONGEST = Duration.ofHours(24);

    private DurationText() {}

    /** Reads {@code 500ms}, {@code 30s} or {@code 2min}, and nothing longer than a day. */
    static Duration parse(String parameter, String text) throws ConfigurationException {
        Matcher matcher = DURATION.matcher(text.strip());
        if (!matcher.matches()) {
            throw new ConfigurationException(
                    "<" + parameter + "> must be a duration such as 500ms, 30s or 2min, but is \"" + text + "\"");
        }
        long number = Long.parseLong(matcher.group(1));
        Duration duration = switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            default -> Duration.ofMinutes(number);
        };
        if (duration.compareTo(LONGEST) > 0) {
            throw new ConfigurationException(
                    "<" + parameter + "> must be at most 1440min, which is a day, but is \"" + text + "\"");
        }
        return duration;
    }
}
