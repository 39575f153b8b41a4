package dev.releasegate.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasegate.record.ErrorReason;
import dev.releasegate.record.Outcome;
import dev.releasegate.record.Phase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever a server does, a request is one sample, which ends, with the reason that fits. In the tables, {@code |} stands
 * for the end of a line, {@code ␀} and its like for that character, and {@code ░} for a thousand letters.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HostileServerTest {
    /** A run that began a minute ago, so that a request can have been due for long. */
    private static final RunClock CLOCK =
            new RunClock(NanoClock.SYSTEM, System.nanoTime() - TimeUnit.MINUTES.toNanos(1), Instant.EPOCH);

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    /** What the buffers of two sockets on loopback hold at most: 4 and 6 MiB are Linux's own bounds. */
    private static final long BUFFERS = 16 << 20;

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "a redirect to another host, http_302, 'HTTP/1.1 302 Found|Location: http://127.0.0.2:9/|Content-Length: 0||'",
        "a redirect that keeps the method, http_307, 'HTTP/1.1 307 Again|Location: /|Content-Length: 0||'",
        "a 503 that asks to be tried again, service_unavailable, 'HTTP/1.1 503 No|Retry-After: 0|Content-Length: 0||'",
        "a 429 that asks to be tried again, rate_limited, 'HTTP/1.1 429 No|Retry-After: 0|Content-Length: 0||'",
        "a 401 that asks for a password, unauthorized, 'HTTP/1.1 401 No|WWW-Authenticate: Basic realm=x|Content-Length: 0||'",
        "a 407 that asks for a password, http_407, 'HTTP/1.1 407 No|Proxy-Authenticate: Basic realm=x|Content-Length: 0||'",
        "a 408 that asks to be tried again, http_408, 'HTTP/1.1 408 Timeout|Connection: close|Content-Length: 0||'",
        "a 421 to another connection, http_421, 'HTTP/1.1 421 Misdirected|Content-Length: 0||'",
        "a 425 that asks to be tried again, http_425, 'HTTP/1.1 425 Early|Content-Length: 0||'",
        "a connection that is dropped before the answer, connection_reset, ''",
        "a connection that is dropped within the status line, body_invalid, 'HTT'",
        "a connection that is dropped after the status line, connection_reset, 'HTTP/1.1 200 OK|'",
        "a connection that is dropped after a header, connection_reset, 'HTTP/1.1 200 OK|Content-Length: 0|'",
        "a connection that is dropped within a header, connection_reset, 'HTTP/1.1 200 OK|Content-Type: tex'",
        "a body shorter than its Content-Length, connection_reset, 'HTTP/1.1 200 OK|Content-Length: 9||hello'",
        "a body without its last chunk, connection_reset, 'HTTP/1.1 200 OK|Transfer-Encoding: chunked||5|hello|'",
        "a chunk size that is no number, body_invalid, 'HTTP/1.1 200 OK|Transfer-Encoding: chunked||zz|hello|0||'",
        "a chunk size below zero, body_invalid, 'HTTP/1.1 200 OK|Transfer-Encoding: chunked||-5|hello|0||'",
        "a chunk size beyond a long, body_invalid, 'HTTP/1.1 200 OK|Transfer-Encoding: chunked||8000000000000005|hello|0||'",
        "a chunk longer than its size, body_invalid, 'HTTP/1.1 200 OK|Transfer-Encoding: chunked||3|hello|0||'",
        "a transfer encoding that nobody knows, body_invalid, 'HTTP/1.1 200 OK|Transfer-Encoding: magic||hello'",
        "a Content-Length below zero, body_invalid, 'HTTP/1.1 200 OK|Content-Length: -5||hello'",
        "a Content-Length with a plus, body_invalid, 'HTTP/1.1 200 OK|Content-Length: +5||hello'",
        "a Content-Length beyond a long, body_invalid, 'HTTP/1.1 200 OK|Content-Length: 99999999999999999999||hello'",
        "a Content-Length that is no number, body_invalid, 'HTTP/1.1 200 OK|Content-Length: five||hello'",
        "an empty Content-Length, body_invalid, 'HTTP/1.1 200 OK|Content-Length:||hello'",
        "a Content-Length that is a list, body_invalid, 'HTTP/1.1 200 OK|Content-Length: 5, 5||hello'",
        "a Content-Length given twice, body_invalid, 'HTTP/1.1 200 OK|Content-Length: 5|Content-Length: 5||hello'",
        "Content-Lengths that contradict, body_invalid, 'HTTP/1.1 200 OK|Content-Length: 5|Content-Length: 4||hello'",
        "Content-Length and chunks, body_invalid, 'HTTP/1.1 200 OK|Content-Length: 5|Transfer-Encoding: chunked||5|hello|0||'",
        "garbage before the status line, body_invalid, 'hello|HTTP/1.1 200 OK|Content-Length: 0||'",
        "empty lines before the status line, body_invalid, '␊␊␊␊␊␊␊␊␊␊␊␊␊HTTP/1.1 200 OK|Content-Length: 0||'",
        "an answer of HTTP/0.9, body_invalid, '<html>hello</html>|'",
        "an answer of HTTP/2, body_invalid, 'HTTP/2.0 200 OK|Content-Length: 0||'",
        "the preface of HTTP/2, body_invalid, 'PRI * HTTP/2.0||SM||'",
        "a settings frame of HTTP/2, body_invalid, '␀␀␆␄␀␀␀␀␀␀␃␀␀␀␁'",
        "a status of four digits, body_invalid, 'HTTP/1.1 2000 OK|Content-Length: 0||'",
        "a status of two digits, body_invalid, 'HTTP/1.1 20 OK|Content-Length: 0||'",
        "a status that is no number, body_invalid, 'HTTP/1.1 OK|Content-Length: 0||'",
        "a status beyond an int, body_invalid, 'HTTP/1.1 99999999999 OK|Content-Length: 0||'",
        "a header without a colon, body_invalid, 'HTTP/1.1 200 OK|nothing|Content-Length: 0||'",
        "a header without a name, body_invalid, 'HTTP/1.1 200 OK|: x|Content-Length: 0||'",
        "a blank before the colon, body_invalid, 'HTTP/1.1 200 OK|Content-Length : 0||'",
        "a blank within a name, body_invalid, 'HTTP/1.1 200 OK|X Y: 0|Content-Length: 0||'",
        "a NUL within a name, body_invalid, 'HTTP/1.1 200 OK|X␀: a|Content-Length: 0||'",
        "a switch to another protocol, body_invalid, 'HTTP/1.1 101 Switching|Upgrade: x||hello|'",
        "an interim answer and no other, connection_reset, 'HTTP/1.1 100 Continue||'",
    })
    void an_answer_is_one_sample_with_the_reason_that_fits(String what, String reason, String answer)
            throws IOException {
        assertThat(what).isNotBlank();
        try (HostileServer server = HostileServer.answering(characters(answer));
                HttpProber prober = prober(server.url(), ProbeLimits.DEFAULT_TIMEOUT)) {
            assertThat(outcome(prober, get())).isEqualTo(failure(reason));
            assertThat(server.requests()).isEqualTo(1);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "an interim answer before the answer, 'HTTP/1.1 103 Early Hints|Link: </a>||HTTP/1.1 200 OK|Content-Length: 0||'",
        "a body that ends with the connection, 'HTTP/1.1 200 OK||hello'",
        "an extension of a chunk, 'HTTP/1.1 200 OK|Transfer-Encoding: chunked||5;a=b|hello|0|X: y||'",
        "a Keep-Alive that makes no sense, 'HTTP/1.1 200 OK|Keep-Alive: timeout=-99999999999999999999|Content-Length: 0||'",
        "a Content-Type that makes no sense, 'HTTP/1.1 200 OK|Content-Type: ;;=/\"|Content-Length: 0||'",
        "a NUL within a value of which nothing is made, 'HTTP/1.1 200 OK|X: a␀b|Content-Length: 0||'",
        "a tab and a letter of Latin 1 in a value, 'HTTP/1.1 200 OK|X: a\tü|Content-Length: 0||'",
    })
    void what_http_allows_is_no_fault(String what, String answer) throws IOException {
        assertThat(what).isNotBlank();
        try (HostileServer server = HostileServer.answering(characters(answer));
                HttpProber prober = prober(server.url(), ProbeLimits.DEFAULT_TIMEOUT)) {
            assertThat(outcome(prober, get())).isEqualTo(Outcome.SUCCESS);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a header line that never ends, 'HTTP/1.1 200 OK|X: ', a, 65536",
        "a status line that never ends, 'HTTP/1.1 200 ', a, 65536",
        "headers that never end, 'HTTP/1.1 200 OK|', 'X: y|', 262144",
        "long headers that never end, 'HTTP/1.1 200 OK|', 'X: ░|', 262144",
        "a folded header that never ends, 'HTTP/1.1 200 OK|X: y|', ' z|', 262144",
        "a body that never ends, 'HTTP/1.1 200 OK||', hello, 16777216",
        "a body of a length that never ends, 'HTTP/1.1 200 OK|Content-Length: 999999999999999999||', hello, 16777216",
        "a gzip body that never ends, 'HTTP/1.1 200 OK|Content-Encoding: gzip||', hello, 16777216",
        "chunks that never end, 'HTTP/1.1 200 OK|Transfer-Encoding: chunked||', '10|1234567890123456|', 25165824",
        "a chunk that never ends, 'HTTP/1.1 200 OK|Transfer-Encoding: chunked||7fffffffffffffff|', hello, 16777216",
        "a chunk extension that never ends, 'HTTP/1.1 200 OK|Transfer-Encoding: chunked||5', ';a=b', 65536",
        "a chunk size that never ends, 'HTTP/1.1 200 OK|Transfer-Encoding: chunked||', 0, 65536",
        "trailers that never end, 'HTTP/1.1 200 OK|Transfer-Encoding: chunked||0|', 'X: y|', 65536",
    })
    void what_never_ends_is_cut_off_at_a_bound(String what, String first, String others, long bound)
            throws IOException {
        assertThat(what).isNotBlank();
        try (HostileServer server = HostileServer.repeating(characters(first), characters(others));
                HttpProber prober = prober(server.url(), ProbeLimits.DEFAULT_TIMEOUT)) {
            assertThat(outcome(prober, get())).isEqualTo(failure("body_invalid"));
            assertThat(server.requests()).isEqualTo(1);
            assertThat(server.written()).isLessThan(bound + BUFFERS);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "interim answers, '', 'HTTP/1.1 100 Continue||'",
        "early hints, '', 'HTTP/1.1 103 Early Hints|Link: </a>||'",
        "chunk extensions, 'HTTP/1.1 200 OK|Transfer-Encoding: chunked||', '1;░|x|'",
    })
    void what_never_ends_and_costs_nothing_to_read_ends_with_the_time(String what, String first, String others)
            throws IOException {
        assertThat(what).isNotBlank();
        try (HostileServer server = HostileServer.repeating(characters(first), characters(others));
                HttpProber prober = prober(server.url(), SHORT)) {
            assertThat(outcome(prober, get())).isEqualTo(failure("read_timeout"));
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "after nothing at all, ''",
        "within the status line, 'HTTP/1.1 2'",
        "within the headers, 'HTTP/1.1 200 OK|X: '",
        "after an interim answer, 'HTTP/1.1 100 Continue||'",
        "within the body, 'HTTP/1.1 200 OK|Content-Length: 5||hell'",
        "before the body ends with the connection, 'HTTP/1.1 200 OK||hello'",
        "within a chunk, 'HTTP/1.1 200 OK|Transfer-Encoding: chunked||5|hell'",
        "before the last chunk, 'HTTP/1.1 200 OK|Transfer-Encoding: chunked||5|hello|'",
        "within the trailers, 'HTTP/1.1 200 OK|Transfer-Encoding: chunked||0|X: y|'",
    })
    void a_server_that_falls_silent_is_given_up_in_time(String when, String answer) throws IOException {
        assertThat(when).isNotBlank();
        try (HostileServer server = HostileServer.stalling(characters(answer));
                HttpProber prober = prober(server.url(), SHORT)) {
            assertThat(outcome(prober, get())).isEqualTo(failure("read_timeout"));
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    /** Ever new bytes would keep a timeout between bytes from ever being reached. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "headers, 'HTTP/1.1 200 OK|X: '",
        "body, 'HTTP/1.1 200 OK||'",
        "chunk, 'HTTP/1.1 200 OK|Transfer-Encoding: chunked||ffff|'",
    })
    void a_server_that_drips_byte_by_byte_is_given_up_in_time(String what, String first) throws Exception {
        assertThat(what).isNotBlank();
        CountDownLatch over = new CountDownLatch(1);
        try (HostileServer server = new HostileServer(visitor -> {
                    visitor.readHead();
                    visitor.send(characters(first));
                    while (!awaits(over, 20)) {
                        visitor.send("a");
                    }
                });
                HttpProber prober = prober(server.url(), SHORT)) {
            assertThat(outcome(prober, get())).isEqualTo(failure("read_timeout"));
            assertThat(server.requests()).isEqualTo(1);
            over.countDown();
        }
    }

    @Test
    void a_server_that_never_reads_a_big_request_is_given_up_in_time() throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        Call big = new Call("a-step", "PUT", "/", Map.of(), Optional.of("x".repeat(64 << 20)), Expectation.status(200));
        try (HostileServer server = new HostileServer(visitor -> {
                    visitor.readHead();
                    awaits(over, 60_000);
                });
                HttpProber prober = prober(server.url(), SHORT)) {
            assertThat(outcome(prober, big)).isEqualTo(failure("read_timeout"));
            assertThat(server.requests()).isEqualTo(1);
            over.countDown();
        }
    }

    @Test
    void a_server_that_accepts_and_says_nothing_to_a_handshake_is_given_up_in_time() throws IOException {
        try (HostileServer server = new HostileServer(HostileServer.Visitor::waitUntilGone);
                HttpProber prober =
                        prober(URI.create("https://127.0.0.1:" + server.url().getPort()), SHORT)) {
            assertThat(outcome(prober, get())).isEqualTo(failure("read_timeout"));
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    /** Linux answers no further connection when the queue of a listener is full. */
    @Test
    void a_server_that_does_not_accept_is_a_connect_timeout() throws IOException {
        List<Socket> queue = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                HttpProber prober = prober(URI.create("http://127.0.0.1:" + full.getLocalPort()), SHORT)) {
            for (int i = 0; i < 2; i++) {
                queue.add(new Socket(full.getInetAddress(), full.getLocalPort()));
            }
            assertThat(outcome(prober, get())).isEqualTo(failure("connect_timeout"));
        } finally {
            for (Socket socket : queue) {
                socket.close();
            }
        }
    }

    @Test
    void a_request_whose_time_is_up_is_not_sent() throws IOException {
        try (HostileServer server = HostileServer.answering(OK + "Content-Length: 0\r\n\r\n");
                HttpProber prober = prober(server.url(), SHORT)) {
            long due = CLOCK.nanos() - SHORT.toNanos();
            HttpProber.Sample sample = prober.sample(prober.prepare(get()), new Turn(due, due, Phase.MEASURED));

            assertThat(sample.entry().outcome()).isEqualTo(failure("read_timeout"));
            assertThat(sample.entry().ms()).isGreaterThanOrEqualTo(300);
            assertThat(sample.seen()).isEqualTo("its time was up before it could be sent");
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void a_request_that_waits_for_a_connection_in_vain_is_given_up_in_time() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (HostileServer server = new HostileServer(visitor -> {
                    visitor.readHead();
                    awaits(over, 60_000);
                });
                HttpProber prober = prober(server.url(), ProbeLimits.DEFAULT_TIMEOUT)) {
            Thread hog = new Thread(() -> prober.sample(prober.prepare(get()), Turn.now(CLOCK, Phase.MEASURED)));
            hog.start();
            while (server.requests() == 0) {
                Thread.onSpinWait();
            }
            long due = CLOCK.nanos() - ProbeLimits.DEFAULT_TIMEOUT.minus(SHORT).toNanos();
            HttpProber.Sample sample = prober.sample(prober.prepare(get()), new Turn(due, due, Phase.MEASURED));

            assertThat(sample.entry().outcome()).isEqualTo(failure("read_timeout"));
            assertThat(sample.seen()).isEqualTo("its time was up before it could be sent");
            assertThat(server.requests()).isEqualTo(1);
            over.countDown();
            hog.join();
        }
    }

    @Test
    void a_connection_that_was_given_up_is_not_used_again() throws IOException {
        AtomicInteger visits = new AtomicInteger();
        try (HostileServer server = new HostileServer(visitor -> {
                    boolean isFirst = visits.incrementAndGet() == 1;
                    visitor.readHead();
                    visitor.send(OK + "Content-Length: 5\r\n\r\n");
                    visitor.send(isFirst ? "hel" : "hello");
                    visitor.waitUntilGone();
                });
                HttpProber prober = prober(server.url(), SHORT)) {
            assertThat(outcome(prober, get())).isEqualTo(failure("read_timeout"));
            assertThat(outcome(prober, get())).isEqualTo(Outcome.SUCCESS);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    /** The service got the request and may have acted on it: to send it again would hide a failure, and act twice. */
    @Test
    void a_connection_that_is_dropped_when_it_is_used_again_is_one_request_and_one_failure() throws IOException {
        try (HostileServer server = new HostileServer(visitor -> {
                    visitor.readHead();
                    visitor.send(OK + "Content-Length: 0\r\n\r\n");
                    visitor.readHead();
                });
                HttpProber prober = prober(server.url(), ProbeLimits.DEFAULT_TIMEOUT)) {
            assertThat(outcome(prober, get())).isEqualTo(Outcome.SUCCESS);
            assertThat(outcome(prober, get())).isEqualTo(failure("connection_reset"));
            assertThat(server.requests()).isEqualTo(2);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    /** An answer without a body is followed by one that nobody asked for. */
    @Test
    void an_answer_that_came_before_its_request_is_not_taken_for_one_after_an_empty_one_either() throws IOException {
        String empty = "HTTP/1.1 204 Nothing\r\n\r\n";
        try (HostileServer server = new HostileServer(visitor -> {
                    visitor.readHead();
                    visitor.send(empty + empty);
                    visitor.waitUntilGone();
                });
                HttpProber prober = prober(server.url(), ProbeLimits.DEFAULT_TIMEOUT)) {
            assertThat(outcome(prober, get(204))).isEqualTo(Outcome.SUCCESS);
            assertThat(outcome(prober, get(204))).isEqualTo(failure("body_invalid"));
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    @Test
    void nothing_is_sent_but_what_was_asked_for_and_a_name_for_each_request() throws IOException {
        List<String> heads = new ArrayList<>();
        try (HostileServer server = new HostileServer(visitor -> {
                    heads.add(visitor.readHead());
                    visitor.send(OK + "Set-Cookie: a=b\r\nContent-Length: 0\r\n\r\n");
                    heads.add(visitor.readHead());
                    visitor.send(OK + "Content-Length: 0\r\n\r\n");
                });
                HttpProber prober = prober(server.url(), ProbeLimits.DEFAULT_TIMEOUT)) {
            outcome(prober, get());
            outcome(prober, get());

            assertThat(heads)
                    .hasSize(2)
                    .doesNotHaveDuplicates()
                    .allMatch(head -> head.replaceFirst("X-Request-Id: [0-9a-f-]{36}", "X-Request-Id: one")
                            .equals("GET / HTTP/1.1\r\nX-Request-Id: one\r\nHost: 127.0.0.1:"
                                    + server.url().getPort()
                                    + "\r\nConnection: keep-alive\r\nUser-Agent: release-gate\r\n\r\n"));
        }
    }

    /** A thousand answers that are broken at random, the same ones every time. */
    @Test
    void whatever_bytes_come_there_is_one_sample_for_each_request() throws IOException {
        Random random = new Random(20_261_123);
        int[] seed = {0};
        try (HostileServer server = new HostileServer(visitor -> {
                    visitor.readHead();
                    visitor.send(broken(random, seed[0]++));
                });
                HttpProber prober = prober(server.url(), Duration.ofSeconds(10))) {
            for (int i = 0; i < 1_000; i++) {
                assertThat(prober.sample(prober.prepare(get()), Turn.now(CLOCK, Phase.MEASURED))
                                .entry()
                                .ms())
                        .isPositive();
            }
            assertThat(server.requests()).isBetween(500, 1_000);
        }
    }

    @Test
    void no_thread_is_left_when_a_prober_is_closed() throws IOException {
        try (HostileServer server = HostileServer.answering(OK + "Content-Length: 0\r\n\r\n")) {
            HttpProber prober = prober(server.url(), SHORT);
            outcome(prober, get());
            long before = watchdogs();
            prober.close();

            assertThat(before).isPositive();
            assertThat(watchdogs()).isEqualTo(before - 1);
        }
    }

    private static long watchdogs() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("release-gate-watchdog"))
                .count();
    }

    private static byte[] broken(Random random, int which) {
        String whole = which % 2 == 0
                ? OK + "Content-Type: text/plain\r\nKeep-Alive: timeout=5\r\nContent-Length: 5\r\n\r\nhello"
                : OK + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\nX: y\r\n\r\n";
        byte[] bytes = whole.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static boolean awaits(CountDownLatch latch, long ms) throws IOException {
        try {
            return latch.await(ms, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static String characters(String written) {
        StringBuilder characters = new StringBuilder();
        for (char c :
                written.replace("|", "\r\n").replace("░", "a".repeat(1_000)).toCharArray()) {
            characters.append(c >= '␀' && c < '␠' ? (char) (c - '␀') : c);
        }
        return characters.toString();
    }

    private static Outcome outcome(HttpProber prober, Call call) {
        return prober.sample(prober.prepare(call), Turn.now(CLOCK, Phase.MEASURED))
                .entry()
                .outcome();
    }

    private static HttpProber prober(URI url, Duration timeout) {
        return new HttpProber(url, "shop", "s-1", CLOCK, new ProbeLimits(timeout, 1));
    }

    private static Call get() {
        return get(200);
    }

    private static Call get(int status) {
        return new Call("a-step", "GET", "/", Map.of(), Optional.empty(), Expectation.status(status));
    }

    private static Outcome failure(String reason) {
        return new Outcome.Failure(new ErrorReason(reason));
    }
}
