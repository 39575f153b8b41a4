package dev.releasegate.registry;

import dev.releasegate.record.ErrorReason;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOSession;

/**
 * The open connections, and the end of those whose clients are too slow: whoever has missed a deadline is cut off, and
 * where there is no room for one more, so is the one that has kept us waiting longest.
 */
final class SlowClients implements AutoCloseable {
    private static final long LONGEST_LOOK_NANOS = 1_000_000_000;

    /** How much later than its deadline a client may be cut off, as a part of the shortest deadline. */
    private static final int LOOKS = 8;

    private final ClientLimits limits;
    private final Set<Open> open = ConcurrentHashMap.newKeySet();
    private volatile boolean isClosed;

    /** A connection. */
    record Open(IOSession session, Passages passages, Patience patience) {
        private void cut() {
            passages.isCutFor(ErrorReason.READ_TIMEOUT);
            session.close(CloseMode.IMMEDIATE);
        }
    }

    private SlowClients(ClientLimits limits) {
        this.limits = limits;
    }

    /** Begins to look at them, on a thread of its own. */
    static SlowClients watched(ClientLimits limits) {
        SlowClients clients = new SlowClients(limits);
        Thread thread = new Thread(clients::look, "registry-slow-clients");
        thread.setDaemon(true);
        thread.start();
        return clients;
    }

    /** Takes it among the open ones, if there is room or can be made; else it is to be closed. */
    boolean take(Open connection) {
        if (open.size() >= limits.connections() && !makeRoom()) {
            return false;
        }
        open.add(connection);
        return true;
    }

    /** It is closed. */
    void forget(Open connection) {
        open.remove(connection);
    }

    /** All sockets are closed, and HttpCore may have ended before it could say so of each. */
    void forgetAll() {
        open.forEach(connection -> connection.passages().cut());
        open.clear();
    }

    @Override
    public void close() {
        isClosed = true;
    }

    private boolean makeRoom() {
        Optional<Open> slowest = open.stream()
                .filter(connection -> connection.patience().clientsTurn().isPresent())
                .max(Comparator.comparingLong(
                        connection -> connection.patience().clientsTurn().orElse(0)));
        slowest.ifPresent(connection -> {
            open.remove(connection);
            connection.cut();
        });
        return slowest.isPresent();
    }

    private void look() {
        long everyNanos = Math.min(
                LONGEST_LOOK_NANOS,
                Math.min(limits.head().toNanos(), limits.body().toNanos()) / LOOKS);
        while (!isClosed) {
            for (Open connection : open) {
                if (connection.patience().isOver()) {
                    connection.cut();
                }
            }
            LockSupport.parkNanos(everyNanos);
        }
    }
}
