package dev.releasegate.registry;

import dev.releasegate.record.ErrorReason;
import dev.releasegate.record.RequestId;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one connection, each told to the {@link Traffic} once, however it ends. Answers leave in the order of
 * their requests, so what is answered is always the first that is not over.
 */
final class Passages {
    private final Traffic traffic;
    private final Patience patience;
    private final Queue<Passage> unanswered = new ArrayDeque<>();
    private @Nullable Passage arriving;
    private Passage latest = new Passage(0);
    private ErrorReason whenCut = ErrorReason.CONNECTION_RESET;
    private boolean isOver;

    Passages(Traffic traffic, Patience patience) {
        this.traffic = traffic;
        this.patience = patience;
    }

    /** There are bytes of a head: the first ones are where a request begins. */
    synchronized void bytesArrived() {
        patience.headBegins();
        if (arriving == null && !isOver) {
            arriving = traffic.begin();
        }
    }

    /** What arrived was nothing but empty lines, which belong to no request (RFC 9112, section 2.2). */
    synchronized void nothingArrived() {
        patience.nothingBegins();
        if (arriving != null) {
            traffic.forget();
            arriving = null;
        }
    }

    /** The head is read to its end, and may still be refused. */
    synchronized void headRead(HttpRequest request) {
        if (arriving != null) {
            arriving.isNamed(id(request));
        }
    }

    /** The head is complete. */
    synchronized void headArrived(HttpRequest request) {
        enqueue();
        latest.isWaitedFor(patience);
        patience.headEnds(hasBody(request));
    }

    /** The head is refused: its answer, the last one of this connection, goes out by itself. */
    synchronized void headRefused() {
        enqueue();
        patience.headEnds(false);
        isOver = true;
    }

    /** The request whose head arrived last. */
    synchronized Passage latest() {
        return latest;
    }

    /** The head of the next answer is about to be written: to the request of which id, if it has one. */
    synchronized Optional<RequestId> answering(int status) {
        patience.answerBegins();
        Passage passage = unanswered.peek();
        if (passage == null) {
            return Optional.empty();
        }
        passage.isAnsweredWith(status);
        traffic.answering(passage.step(), status);
        return passage.requestId();
    }

    /** The answer is written to its last byte, and perhaps it was the last answer. */
    synchronized void answered(boolean isLast) {
        patience.answerEnds(isLast);
        Passage passage = unanswered.poll();
        if (passage != null) {
            traffic.over(passage.answered(System.nanoTime()));
        }
    }

    /** Should the connection end now, it ends for this reason. */
    synchronized void isCutFor(ErrorReason reason) {
        whenCut = reason;
    }

    /** The connection has ended: what is not answered will not be. */
    synchronized void cut() {
        enqueue();
        isOver = true;
        for (Passage passage = unanswered.poll(); passage != null; passage = unanswered.poll()) {
            traffic.over(passage.brokenOff(whenCut, System.nanoTime()));
        }
    }

    private void enqueue() {
        latest = arriving == null ? new Passage(System.nanoTime()) : arriving;
        if (arriving != null) {
            unanswered.add(arriving);
            arriving = null;
        }
    }

    private static boolean hasBody(HttpRequest request) {
        Header length = request.getFirstHeader(HttpHeaders.CONTENT_LENGTH);
        return request.containsHeader(HttpHeaders.TRANSFER_ENCODING)
                || (length != null && !"0".equals(length.getValue()));
    }

    private static Optional<RequestId> id(HttpRequest request) {
        Header[] headers = request.getHeaders(RequestId.HEADER);
        return headers.length == 1 && headers[0].getValue() != null
                ? RequestId.of(headers[0].getValue())
                : Optional.empty();
    }
}
