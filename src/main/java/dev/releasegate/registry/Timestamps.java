package dev.releasegate.registry;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Moments as text, in UTC. Put together by hand: the first {@link java.time.format.DateTimeFormatter} of a JVM loads the
 * names of all days and months in its locale, which cost the start of this program 100 ms and its first answer 60 ms.
 */
final class Timestamps {
    private static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

    private static final int TO_MILLISECONDS = "2026-11-23T17:12:25.922".length();
    private static final int CLOCK = "2026-11-23T".length();
    private static final int TO_SECONDS = "2026-11-23T17:12:25".length();

    private Timestamps() {}

    /** ISO 8601 to the millisecond, cut off: {@code 2026-11-23T17:12:25.922Z}. For the years 0 to 9999. */
    static String iso(Instant moment) {
        return text(moment).substring(0, TO_MILLISECONDS) + "Z";
    }

    /** The form of HTTP (RFC 9110, section 5.6.7): {@code Mon, 23 Nov 2026 17:12:25 GMT}. For the same years. */
    static String http(Instant moment) {
        LocalDateTime utc = LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
        String text = text(moment);
        return DAYS.get(utc.getDayOfWeek().getValue() - 1)
                + ", " + text.substring(8, 10)
                + " " + MONTHS.get(utc.getMonthValue() - 1)
                + " " + text.substring(0, 4)
                + " " + text.substring(CLOCK, TO_SECONDS)
                + " GMT";
    }

    /** With all nine digits of its fraction: what is not zero is not left out, and a nanosecond more is cut off again. */
    private static String text(Instant moment) {
        return LocalDateTime.ofInstant(moment.truncatedTo(ChronoUnit.MILLIS), ZoneOffset.UTC)
                .plusNanos(1)
                .toString();
    }
}
