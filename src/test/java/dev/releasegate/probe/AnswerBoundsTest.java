package dev.releasegate.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasegate.record.Outcome;
import dev.releasegate.record.PerfRecord;
import dev.releasegate.record.Phase;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long the parts of an answer may be: complete answers on either side of each bound. */
class AnswerBoundsTest {
    private static final RunClock CLOCK = RunClock.starting(NanoClock.SYSTEM);
    private static final String KIBIBYTE = "X: " + "a".repeat(1_019) + "\r\n";

    @ParameterizedTest(name = "{0} headers of 1 KiB: {1}")
    @CsvSource({"255, true", "256, false"})
    void a_head_may_have_256_kib(int headers, boolean isTaken) throws IOException {
        assertTaken("HTTP/1.1 200 OK\r\n" + KIBIBYTE.repeat(headers) + "Content-Length: 0\r\n\r\n", isTaken);
    }

    @ParameterizedTest(name = "{0} short headers: {1}")
    @CsvSource({"999, true", "1000, false"})
    void a_head_has_fewer_than_1000_headers(int headers, boolean isTaken) throws IOException {
        assertTaken("HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(headers - 1) + "Content-Length: 0\r\n\r\n", isTaken);
    }

    @ParameterizedTest(name = "{0} trailers: {1}")
    @CsvSource({"19, true", "20, false"})
    void a_chunked_body_has_fewer_than_20_trailers(int trailers, boolean isTaken) throws IOException {
        assertTaken(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n" + "X: y\r\n".repeat(trailers) + "\r\n",
                isTaken);
    }

    private static void assertTaken(String answer, boolean isTaken) throws IOException {
        Call call = new Call("a-step", "GET", "/", Map.of(), Optional.empty(), Expectation.status(200));
        try (HostileServer server = HostileServer.answering(answer);
                HttpProber prober =
                        new HttpProber(server.url(), "shop", "s1", CLOCK, new ProbeLimits(Duration.ofSeconds(30), 1))) {
            PerfRecord sample = prober.sample(prober.prepare(call), Turn.now(CLOCK, Phase.MEASURED))
                    .entry();
            assertThat(sample.outcome() instanceof Outcome.Success)
                    .as(sample.toString())
                    .isEqualTo(isTaken);
        }
    }
}
