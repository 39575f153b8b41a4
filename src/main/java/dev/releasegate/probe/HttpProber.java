package dev.releasegate.probe;

import dev.releasegate.record.ErrorReason;
import dev.releasegate.record.Outcome;
import dev.releasegate.record.PerfRecord;
import dev.releasegate.record.Step;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Sends real requests and times them. One sample is one request on the wire: nothing is redirected, retried, unpacked or
 * remembered. The clock runs from just before the request is sent until the last byte of the answer has been read.
 */
public final class HttpProber implements AutoCloseable {
    /** A longer answer is cut off and is a failed sample. */
    static final int MOST_BODY_BYTES = 16 << 20;

    private static final Timeout CONNECT_TIMEOUT = Timeout.ofSeconds(5);
    private static final Timeout READ_TIMEOUT = Timeout.ofSeconds(30);

    private final CloseableHttpClient client;
    private final HttpHost target;
    private final String basePath;
    private final String tool;
    private final String sessionId;
    private final NanoClock clock;

    /**
     * A prober of one service.
     *
     * @param baseUrl of the service; its path, if it has one, goes before every path that is asked for
     */
    public HttpProber(URI baseUrl, String tool, String sessionId, NanoClock clock) {
        this.target = new HttpHost(baseUrl.getScheme(), baseUrl.getHost(), baseUrl.getPort());
        this.basePath = baseUrl.getRawPath().replaceFirst("/+$", "");
        this.tool = tool;
        this.sessionId = sessionId;
        this.clock = clock;
        this.client = hardenedClient();
    }

    /**
     * A sample and, for people, what was seen.
     *
     * @param entry the sample
     * @param seen such as {@code status 200, text/html, 6 bytes}, or why there was no answer
     */
    public record Sample(PerfRecord entry, String seen) {}

    /** Sends the request, waits for the end of its answer, and returns the sample, whatever became of it. */
    public Sample sample(Call call) {
        ClassicHttpRequest request = request(call);
        Instant sentAt = Instant.now();
        long start = clock.nanos();
        Result result = exchange(request);
        double ms = (result.endNanos() - start) / 1e6;
        Outcome outcome = outcome(result, call.expectation());
        return new Sample(new PerfRecord(sentAt, sessionId, new Step(tool, call.step()), ms, outcome), result.seen());
    }

    @Override
    public void close() throws IOException {
        client.close();
    }

    private Result exchange(ClassicHttpRequest request) {
        try {
            return client.execute(target, request, response -> {
                byte[] body = body(response);
                long endNanos = clock.nanos(); // the last byte has been read; what is made of them takes its own time
                return new Answered(endNanos, answer(response, body));
            });
        } catch (IOException e) {
            return new Broken(clock.nanos(), TransportFailure.reason(e), e.toString());
        }
    }

    private static Outcome outcome(Result result, Expectation expectation) {
        Optional<ErrorReason> fault = result instanceof Answered answered
                ? expectation.fault(answered.answer())
                : Optional.of(((Broken) result).reason());
        return fault.<Outcome>map(Outcome.Failure::new).orElse(Outcome.SUCCESS);
    }

    private ClassicHttpRequest request(Call call) {
        ClassicRequestBuilder builder = ClassicRequestBuilder.create(call.method());
        builder.setPath(basePath + call.path());
        call.headers().forEach(builder::setHeader);
        String type = call.headers().getOrDefault("Content-Type", "application/json");
        call.body()
                .ifPresent(body -> builder.setEntity(
                        new StringEntity(body, ContentType.parse(type).withCharset(StandardCharsets.UTF_8))));
        return builder.build();
    }

    private static byte[] body(ClassicHttpResponse response) throws IOException {
        HttpEntity entity = response.getEntity();
        InputStream body = entity == null ? null : entity.getContent();
        byte[] bytes = body == null ? new byte[0] : body.readNBytes(MOST_BODY_BYTES + 1);
        if (bytes.length > MOST_BODY_BYTES) {
            response.close();
            throw new AnswerTooLongException();
        }
        return bytes;
    }

    private static Answer answer(ClassicHttpResponse response, byte[] body) {
        HttpEntity entity = response.getEntity();
        String type = entity == null || entity.getContentType() == null ? "" : entity.getContentType();
        return new Answer(response.getCode(), type, body);
    }

    private static CloseableHttpClient hardenedClient() {
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setConnectionFactory(HttpProber::connect)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT_TIMEOUT)
                                .setSocketTimeout(READ_TIMEOUT)
                                .build())
                        .build())
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(READ_TIMEOUT).build())
                .setUserAgent("release-gate")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
    }

    private static ProbeConnection connect(@Nullable Socket socket) throws IOException {
        ProbeConnection connection = new ProbeConnection();
        if (socket != null) {
            connection.bind(socket);
        }
        return connection;
    }

    /** How a request ended on the wire. */
    private sealed interface Result {
        /** When it ended, by the clock of this prober. */
        long endNanos();

        /** What was seen, for people. */
        String seen();
    }

    private record Answered(long endNanos, Answer answer) implements Result {
        @Override
        public String seen() {
            return answer.toString();
        }
    }

    private record Broken(long endNanos, ErrorReason reason, String seen) implements Result {}

    /** The answer is longer than {@link #MOST_BODY_BYTES}. */
    static final class AnswerTooLongException extends IOException {
        private static final long serialVersionUID = 1;

        AnswerTooLongException() {
            super("the answer is longer than " + MOST_BODY_BYTES + " bytes");
        }
    }
}
