package dev.releasegate.mojo;

import dev.releasegate.evidence.Session;
import dev.releasegate.gate.ProbeRun;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import javax.inject.Named;
import javax.inject.Singleton;

/**
 * One measurement at a time in one Maven, also under {@code -T}: two that run side by side would measure each other. It is
 * found by its class and not by its name, which Maven 3.8 could not see (see docs/decisions.md).
 */
@Named
@Singleton
public final class MeasurementTurn {
    private final ReentrantLock lock = new ReentrantLock(true);

    /** Waits for the turn and takes the measurement. */
    Session measure(ProbeRun measurement) throws IOException {
        lock.lock();
        try {
            return measurement.run();
        } finally {
            lock.unlock();
        }
    }
}
