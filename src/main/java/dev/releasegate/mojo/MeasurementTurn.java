package dev.releasegate.mojo;

import dev.releasegate.gate.Measurement;
import dev.releasegate.gate.ProbeRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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
    private final Map<Path, String> owners = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock(true);

    /**
     * Says that a folder is for the evidence of this owner.
     *
     * @return the other owner who has measured into it in this build, or empty if there is none
     */
    Optional<String> claim(Path folder, String owner) {
        String first = owners.computeIfAbsent(folder, unclaimed -> owner);
        return first.equals(owner) ? Optional.empty() : Optional.of(first);
    }

    /** Waits for the turn and takes the measurement. */
    Measurement measure(ProbeRun measurement) throws IOException {
        lock.lock();
        try {
            return measurement.run();
        } finally {
            lock.unlock();
        }
    }
}
