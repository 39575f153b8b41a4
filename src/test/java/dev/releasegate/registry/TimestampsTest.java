package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimestampsTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-23T17:12:25.922Z, 2026-11-23T17:12:25.922Z, 'Mon, 23 Nov 2026 17:12:25 GMT'",
        "2026-11-01T00:00:00Z, 2026-11-01T00:00:00.000Z, 'Sun, 01 Nov 2026 00:00:00 GMT'",
        "2024-02-29T23:59:59.999999999Z, 2024-02-29T23:59:59.999Z, 'Thu, 29 Feb 2024 23:59:59 GMT'",
        "1994-11-06T08:49:37.5Z, 1994-11-06T08:49:37.500Z, 'Sun, 06 Nov 1994 08:49:37 GMT'",
    })
    void a_moment_is_written_to_the_millisecond_and_for_http_to_the_second(Instant moment, String iso, String http) {
        assertThat(Timestamps.iso(moment)).isEqualTo(iso);
        assertThat(Timestamps.http(moment)).isEqualTo(http);
        assertThat(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(http)))
                .isEqualTo(moment.truncatedTo(ChronoUnit.SECONDS));
    }
}
