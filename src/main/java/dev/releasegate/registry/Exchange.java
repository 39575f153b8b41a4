package dev.releasegate.registry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
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
 * <p>The order of the guards: path, method, key, limit of the key, URN, precondition, kind and size of the body; only then is the body read.
 */
final class Exchange implements AsyncServerExchangeHandler {
    /** How much of an unwanted body is read and thrown away, in bytes, so that the client gets to its answer. */
    private static final int DISCARD_LIMIT = 4 * Body.LIMIT;

    /** A request whose body is still arriving, and what is done with it then. */
    private record Awaited(Body body, Consumer<Body> then) {}

    private final Access access;
    private final Desk desk;
    private final Metrics metrics;
    private final Passage passage;
    private final Room.Place bodyPlace;
    private final Room.Place answerPlace;

    private volatile Admission admission = Admission.UNLIMITED;
    private Optional<Awaited> awaited = Optional.empty();
    private int discarded;
    private volatile @Nullable ResponseChannel channel;
    private volatile @Nullable HttpContext context;
    private volatile @Nullable AsyncResponseProducer producer;

    Exchange(Access access, Desk desk, Metrics metrics, Room room, Passage passage) {
        this.access = access;
        this.desk = desk;
        this.metrics = metrics;
        this.passage = passage;
        bodyPlace = room.place();
        answerPlace = room.place();
    }

    @Override
    public void handleRequest(
            HttpRequest request, @Nullable EntityDetails entity, ResponseChannel responses, HttpContext httpContext)
            throws HttpException, IOException {
        channel = responses;
        context = httpContext;
        try {
            Target target = Target.of(request.getMethod(), request.getPath());
            passage.isFor(target.step());
            if (target.step().needsKey()) {
                admission = access.admit(request);
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
            case METRICS -> answer(metrics.answer());
            case REGISTRY_GET -> desk.get(target.urn(), answer -> answer(Revalidation.of(request, answer)));
            case RESOLVE -> desk.resolve(target.urn(), this::answer);
            case REGISTRY_PUT -> {
                Urn urn = target.urn();
                Precondition precondition = Precondition.of(request);
                awaitBody(request, entity, body -> desk.put(urn, precondition, body, this::answer));
            }
            case QUERY -> awaitBody(request, entity, body -> desk.query(body, this::answer));
            case OPTIONS -> answer(Answer.empty(HttpStatus.SC_NO_CONTENT).with(HttpHeaders.ALLOW, target.allow()));
            case UNMATCHED -> throw new IllegalStateException("a target is never unmatched");
        }
    }

    private void awaitBody(HttpRequest request, @Nullable EntityDetails entity, Consumer<Body> then)
            throws Refusal, HttpException, IOException {
        BodyRules.check(request, entity);
        awaited = Optional.of(new Awaited(new Body(List.of(request.getHeaders()), bodyPlace), then));
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
        if (awaited.isEmpty()) {
            discard(arrived);
            return;
        }
        try {
            awaited.get().body().add(arrived);
        } catch (Refusal refusal) {
            awaited = Optional.empty();
            discard(arrived);
            answer(refusal.answer());
        }
    }

    @Override
    public void streamEnd(@Nullable List<? extends Header> trailers) {
        passage.hasArrived();
        awaited.ifPresent(complete -> {
            complete.body().end(trailers == null ? List.of() : trailers);
            complete.then().accept(complete.body());
        });
        awaited = Optional.empty();
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
        bodyPlace.leave();
        ResponseChannel responses = channel;
        if (responses == null) {
            return;
        }
        AsyncResponseProducer response = admission.tell(withRoom(answer)).producer();
        producer = response;
        try {
            response.sendResponse(responses, context);
        } catch (HttpException | IOException | IllegalStateException e) {
            response.releaseResources();
        }
    }

    /** Only what is not at hand takes room of its own. */
    private Answer withRoom(Answer answer) {
        boolean hasRoom = answer.size() <= AnswersAtHand.LARGEST_BYTES || answerPlace.take(answer.size());
        return hasRoom ? answer : Refusal.busy().answer();
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
        awaited.ifPresent(incomplete -> bodyPlace.leave());
        awaited = Optional.empty();
        answerPlace.leave();
        AsyncResponseProducer response = producer;
        if (response != null) {
            response.releaseResources();
        }
    }
}
