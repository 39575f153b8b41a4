package dev.releasegate.probe;

import dev.releasegate.record.Circumstances;
import dev.releasegate.record.ErrorReason;
import dev.releasegate.record.InstanceProof;
import dev.releasegate.record.Outcome;
import dev.releasegate.record.PerfRecord;
import dev.releasegate.record.Phase;
import dev.releasegate.record.RequestId;
import dev.releasegate.record.Step;
import dev.releasegate.record.Timing;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.io.CloseMode;

/**
 * Sends real requests and times them. One sample is one request on the wire: nothing is redirected, retried, unpacked or
 * remembered. The clock runs from the moment the request was due until the last byte of its answer has been read, and a
 * request whose time is up is given up, whatever the service does. Any number of threads may ask for samples at a time.
 */
public final class HttpProber implements AutoCloseable {
    private final CloseableHttpClient client;
    private final Watchdog watchdog;
    private final HttpHost target;
    private final String basePath;
    private final String tool;
    private final String sessionId;
    private final RunClock clock;
    private final long timeoutNanos;

    /**
     * A prober of one service.
     *
     * @param baseUrl of the service; its path, if it has one, goes before every path that is asked for
     */
    public HttpProber(URI baseUrl, String tool, String sessionId, RunClock clock, ProbeLimits limits) {
        this(baseUrl, tool, sessionId, clock, limits, DefaultClientTlsStrategy.createDefault());
    }

    HttpProber(URI baseUrl, String tool, String sessionId, RunClock clock, ProbeLimits limits, TlsSocketStrategy tls) {
        this.target = new HttpHost(baseUrl.getScheme(), baseUrl.getHost(), baseUrl.getPort());
        this.basePath = baseUrl.getRawPath().replaceFirst("/+$", "");
        this.tool = tool;
        this.sessionId = sessionId;
        this.clock = clock;
        this.timeoutNanos = limits.timeout().toNanos();
        this.client = HardenedClient.create(limits.connections(), tls);
        this.watchdog = Watchdog.start();
    }

    /**
     * A sample and, for people, what was seen.
     *
     * @param entry the sample
     * @param seen such as {@code status 200, text/html, 6 bytes}, or why there was no answer
     */
    public record Sample(PerfRecord entry, String seen) {}

    /** Makes a request ready, off the clock, and gives it a name of its own unless it has one. */
    public Prepared prepare(Call call) {
        ClassicRequestBuilder builder = ClassicRequestBuilder.create(call.method());
        builder.setPath(basePath + call.path());
        call.headers().forEach(builder::setHeader);
        String id =
                call.headers().getOrDefault(RequestId.HEADER, UUID.randomUUID().toString());
        builder.setHeader(RequestId.HEADER, id);
        String type = call.headers().getOrDefault("Content-Type", "application/json");
        call.body()
                .ifPresent(body -> builder.setEntity(
                        new StringEntity(body, ContentType.parse(type).withCharset(StandardCharsets.UTF_8))));
        return new Prepared(call, builder.build(), RequestId.of(id));
    }

    /**
     * Sends the request, waits for the end of its answer, and returns the sample, whatever became of it.
     *
     * @param turn is not in the future
     */
    public Sample sample(Prepared prepared, Turn turn) {
        Stopwatch stopwatch = new Stopwatch(clock);
        Ending ending = exchange(prepared, stopwatch, turn.dueNanos() + timeoutNanos);
        Timing timing = stopwatch.timing(turn, ending instanceof Ending.Answered);
        Call call = prepared.call();
        PerfRecord entry = new PerfRecord(
                clock.instant(turn.dueNanos()),
                sessionId,
                new Step(tool, call.step()),
                (ending.endNanos() - turn.dueNanos()) / 1e6,
                outcome(ending, call.expectation()),
                new Circumstances(
                        turn.phase(), Optional.of(timing), Optional.empty(), prepared.requestId(), proof(ending)));
        return new Sample(entry, ending.seen());
    }

    /** Sends a request that is for no log, now, and waits for the end of its answer. */
    Sample ask(Call call) {
        return sample(prepare(call), Turn.now(clock, Phase.WARM_UP));
    }

    /** Breaks off what is under way. No thread and no connection is left. */
    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
        watchdog.close();
    }

    private Ending exchange(Prepared prepared, Stopwatch stopwatch, long deadlineNanos) {
        Exchange exchange = new Exchange(stopwatch);
        stopwatch.stamp(Stopwatch.Moment.BEGUN);
        long leftNanos = deadlineNanos - stopwatch.at(Stopwatch.Moment.BEGUN);
        if (leftNanos <= 0) {
            return timeUp(stopwatch, stopwatch.at(Stopwatch.Moment.BEGUN));
        }
        watchdog.watch(exchange, leftNanos);
        try {
            Answer answer = client.execute(
                    target,
                    prepared.request(),
                    context(exchange, leftNanos),
                    response -> AnswerReading.read(response, exchange));
            long endNanos = stopwatch.at(Stopwatch.Moment.LAST_BYTE);
            return endNanos - deadlineNanos > 0 ? timeUp(stopwatch, endNanos) : new Ending.Answered(endNanos, answer);
        } catch (IOException e) {
            long endNanos = clock.nanos();
            boolean hadNoConnection = e instanceof ConnectionRequestTimeoutException;
            return exchange.isExpired() || hadNoConnection || endNanos - deadlineNanos > 0
                    ? timeUp(stopwatch, endNanos)
                    : new Ending.Broken(endNanos, TransportFailure.reason(e), e.toString());
        } finally {
            exchange.end();
            watchdog.forget(exchange);
        }
    }

    /** As the service has sent it, right or wrong: who has the nonce may ask, and not now. */
    private static Optional<String> proof(Ending ending) {
        return ending instanceof Ending.Answered answered
                ? answered.answer().header(InstanceProof.HEADER).filter(InstanceProof::isWellFormed)
                : Optional.empty();
    }

    private static HttpClientContext context(Exchange exchange, long leftNanos) {
        HttpClientContext context = HttpClientContext.create();
        exchange.putInto(context);
        context.setRequestConfig(RequestConfig.copy(HardenedClient.REQUEST)
                .setConnectionRequestTimeout(1 + TimeUnit.NANOSECONDS.toMillis(leftNanos), TimeUnit.MILLISECONDS)
                .build());
        return context;
    }

    private static Outcome outcome(Ending ending, Expectation expectation) {
        Optional<ErrorReason> fault = ending instanceof Ending.Answered answered
                ? expectation.fault(answered.answer())
                : Optional.of(((Ending.Broken) ending).reason());
        return fault.<Outcome>map(Outcome.Failure::new).orElse(Outcome.SUCCESS);
    }

    private static Ending.Broken timeUp(Stopwatch stopwatch, long endNanos) {
        boolean isConnecting = stopwatch.has(Stopwatch.Moment.CONNECTING) && !stopwatch.has(Stopwatch.Moment.CONNECTED);
        ErrorReason reason = isConnecting ? ErrorReason.CONNECT_TIMEOUT : ErrorReason.READ_TIMEOUT;
        return new Ending.Broken(endNanos, reason, "its time was up " + stopwatch.progress());
    }
}
