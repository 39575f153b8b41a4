package dev.releasegate.registry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseProducer;
import org.apache.hc.core5.http.nio.AsyncServerExchangeHandler;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.ResponseChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * One request and its one answer. Everything here runs on the threads of the sockets and blocks on nothing; the store is
 * asked through the {@link Desk}, which answers from a thread of its own.
 *
 * <p>The order of the guards: path, method, key, URN, kind and size of the body; only then is the body read.
 */
final class Exchange implements AsyncServerExchangeHandler {
    /** How much of an unwanted body is read and thrown away, in bytes, so that the client gets to its answer. */
    private static final int DISCARD_LIMIT = 4 * Body.LIMIT;

    /** A PUT whose body is still arriving. */
    private record Put(Urn urn, Body body) {}

    private final ApiKey key;
    private final Desk desk;
    private final RequestCounts counts;

    private Step step = Step.UNMATCHED;
    private Optional<Put> put = Optional.empty();
    private int discarded;
    private volatile @Nullable ResponseChannel channel;
    private volatile @Nullable HttpContext context;
    private volatile @Nullable AsyncResponseProducer producer;

    Exchange(ApiKey key, Desk desk, RequestCounts counts) {
        this.key = key;
        this.desk = desk;
        this.counts = counts;
    }

    @Override
    public void handleRequest(
            HttpRequest request, @Nullable EntityDetails entity, ResponseChannel responses, HttpContext httpContext)
            throws HttpException, IOException {
        channel = responses;
        context = httpContext;
        try {
            Target target = Target.of(request.getMethod(), request.getPath());
            step = target.step();
            if (step.needsKey() && !key.opens(request)) {
                throw Refusal.unauthorized();
            }
            route(target, request, entity);
        } catch (Refusal refusal) {
            answer(refusal.answer());
        }
    }

    private void route(Target target, HttpRequest request, @Nullable EntityDetails entity)
            throws Refusal, HttpException, IOException {
        switch (target.step()) {
            case HEALTH -> desk.health(this::answer);
            case OPENAPI -> answer(OpenApi.ANSWER);
            case REGISTRY_GET -> desk.get(target.urn(), this::answer);
            case RESOLVE -> desk.resolve(target.urn(), this::answer);
            case REGISTRY_PUT -> awaitBody(target.urn(), request, entity);
            case UNMATCHED -> throw new IllegalStateException("a target is never unmatched");
        }
    }

    private void awaitBody(Urn urn, HttpRequest request, @Nullable EntityDetails entity)
            throws Refusal, HttpException, IOException {
        BodyRules.check(request, entity);
        put = Optional.of(new Put(urn, new Body()));
        ResponseChannel responses = channel;
        if (responses != null && BodyRules.awaitsContinue(request)) {
            responses.sendInformation(new BasicHttpResponse(HttpStatus.SC_CONTINUE), context);
        }
    }

    @Override
    public void updateCapacity(CapacityChannel capacity) throws IOException {
        capacity.update(Integer.MAX_VALUE);
    }

    @Override
    public void consume(ByteBuffer arrived) throws IOException {
        if (put.isEmpty()) {
            discard(arrived);
            return;
        }
        try {
            put.get().body().add(arrived);
        } catch (Refusal refusal) {
            put = Optional.empty();
            discard(arrived);
            answer(refusal.answer());
        }
    }

    @Override
    public void streamEnd(@Nullable List<? extends Header> trailers) {
        put.ifPresent(complete -> desk.put(complete.urn(), complete.body().bytes(), this::answer));
        put = Optional.empty();
    }

    private void discard(ByteBuffer arrived) throws IOException {
        discarded += arrived.remaining();
        arrived.position(arrived.limit());
        if (discarded > DISCARD_LIMIT) {
            throw new IOException("the client goes on sending a body that was refused");
        }
    }

    /** Sends the answer; a client that has gone meanwhile is no trouble of ours. */
    private void answer(Answer answer) {
        ResponseChannel responses = channel;
        if (responses == null) {
            return;
        }
        AsyncResponseProducer response = answer.producer();
        producer = response;
        counts.add(step);
        try {
            response.sendResponse(responses, context);
        } catch (HttpException | IOException | IllegalStateException e) {
            response.releaseResources();
        }
    }

    @Override
    public int available() {
        AsyncResponseProducer response = producer;
        return response == null ? 0 : response.available();
    }

    @Override
    public void produce(DataStreamChannel output) throws IOException {
        AsyncResponseProducer response = producer;
        if (response != null) {
            response.produce(output);
        }
    }

    @Override
    public void failed(Exception cause) {
        releaseResources();
    }

    @Override
    public void releaseResources() {
        put = Optional.empty();
        AsyncResponseProducer response = producer;
        if (response != null) {
            response.releaseResources();
        }
    }
}
