package dev.releasegate.registry;

import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * What the SQLite driver logs while it is loaded, heard instead of printed: it would print stack traces, and only here it
 * says why its native library could not be unpacked or loaded.
 */
final class DriverLog extends Handler implements AutoCloseable {
    private final Logger logger = Logger.getLogger("org.sqlite");
    private final ConcurrentLinkedQueue<Throwable> troubles = new ConcurrentLinkedQueue<>();

    private DriverLog() {}

    /** Hears everything the driver logs until it is closed. */
    static DriverLog listen() {
        DriverLog log = new DriverLog();
        log.logger.setUseParentHandlers(false);
        log.logger.addHandler(log);
        return log;
    }

    /** The first thing that went wrong, if anything did; what follows is its consequence. */
    Optional<Throwable> trouble() {
        return Optional.ofNullable(troubles.peek());
    }

    @Override
    public void publish(LogRecord entry) {
        if (entry.getThrown() != null) {
            troubles.add(entry.getThrown());
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(true);
    }
}
