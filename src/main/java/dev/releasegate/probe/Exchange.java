package dev.releasegate.probe;

import java.net.SocketTimeoutException;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/**
 * One request under way: its moments, and its connection, which is closed under it when its time is up. To close the
 * socket is the one thing that ends a blocked connect, handshake, write and read alike, whatever the other side does.
 */
final class Exchange {
    private static final String KEY = "release-gate.exchange";

    private final Stopwatch stopwatch;
    private volatile State state = State.OPEN;
    private @Nullable ProbeConnection connection;

    private enum State {
        OPEN,
        /** Its time was up first. */
        EXPIRED,
        /** It ended first: its connection may belong to another one by now. */
        OVER
    }

    Exchange(Stopwatch stopwatch) {
        this.stopwatch = stopwatch;
    }

    /** The exchange that this context was made for. */
    static Exchange in(HttpContext context) {
        if (context.getAttribute(KEY) instanceof Exchange exchange) {
            return exchange;
        }
        throw new IllegalStateException("a request without an exchange");
    }

    void putInto(HttpContext context) {
        context.setAttribute(KEY, this);
    }

    Stopwatch stopwatch() {
        return stopwatch;
    }

    /** From now on this connection works for this exchange. */
    synchronized void take(ProbeConnection taken) throws SocketTimeoutException {
        if (isExpired()) {
            throw new SocketTimeoutException("the time was up before anything was sent");
        }
        connection = taken;
        taken.workFor(this);
    }

    /** Its time is up. Nothing happens if it is over. */
    synchronized void expire() {
        if (state == State.OPEN) {
            state = State.EXPIRED;
            if (connection != null) {
                connection.close(CloseMode.IMMEDIATE);
            }
        }
    }

    /**
     * Nothing more is to be read from its connection. Without this HttpClient would read a broken or endless body to its
     * end, only to keep the connection.
     */
    synchronized void abandon() {
        if (connection != null) {
            connection.close(CloseMode.IMMEDIATE);
        }
    }

    /** It needs its connection no more. */
    synchronized void end() {
        if (state == State.OPEN) {
            state = State.OVER;
        }
        connection = null;
    }

    boolean isExpired() {
        return state == State.EXPIRED;
    }
}
