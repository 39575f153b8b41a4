package dev.releasegate.evidence;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One run of the probe: what it set out to do and how it ended. It is sealed before the first sample and closed after
 * the last, so that a run that died in between can be told from one that ended.
 *
 * @param id of the session, as in its records; random, fresh for each run
 * @param tool that was probed
 * @param startedAt time of day in UTC
 * @param origin where what was measured comes from
 * @param settled what was settled before the first sample, or empty if nothing was to be measured
 * @param state how it ended, so far
 */
public record Session(
        String id, String tool, Instant startedAt, Origin origin, Optional<Settled> settled, State state) {
    /**
     * What is settled before the first sample, so that nothing can be made to fit afterwards.
     *
     * @param plan how the service is probed, by the names of the parameters, the seed of the schedule among them
     * @param steps in the order in which a round asks them
     * @param termsSha256 digest of {@code terms.json}, what the release is held to
     * @param nonceSha256 digest of the nonce that the service was told; the nonce itself is told when the session is closed
     */
    public record Settled(Map<String, String> plan, List<String> steps, String termsSha256, String nonceSha256) {
        public Settled {
            plan = Collections.unmodifiableMap(new TreeMap<>(plan));
            steps = List.copyOf(steps);
        }
    }

    /** How a session ended. */
    public sealed interface State {}

    /** It has not ended, or died before it could say so. */
    public record Open() implements State {}

    /**
     * It went on until every limit was decided, or until there were as many samples, or as much time, as planned.
     *
     * @param log what it wrote
     * @param warmUp how the service was warmed up before
     * @param clock when everything happened
     * @param rounds how often each step's turn came after that
     * @param service what is known of what answered
     * @param machine what the machine did meanwhile, by names such as {@code stealShare}
     * @param readinessRequests how many more requests the service answered before it was ready
     */
    public record Closed(
            Log log,
            WarmUp warmUp,
            Clock clock,
            Map<String, Rounds> rounds,
            Service service,
            Map<String, Double> machine,
            long readinessRequests)
            implements State {
        public Closed {
            rounds = Collections.unmodifiableMap(new TreeMap<>(rounds));
            machine = Collections.unmodifiableMap(new TreeMap<>(machine));
        }
    }

    /**
     * A perf log as it was left.
     *
     * @param records how many lines it has
     * @param sha256 of its bytes, 64 lower-case hexadecimal digits
     */
    public record Log(long records, String sha256) {}

    /**
     * The moments of a run. All but the time of day are of a clock that nobody can set.
     *
     * @param beganAt the time of day when it began
     * @param scheduleBeganMs when the schedule of the requests began, since then
     * @param endedMs when the last sample had ended, since then
     * @param driftMs by how much the time of day had run ahead of the other clock by the end; negative if it fell behind
     */
    public record Clock(Instant beganAt, double scheduleBeganMs, double endedMs, double driftMs) {
        /** A time of day that differs by more was set meanwhile, and not just kept right. */
        public static final double MOST_DRIFT_MS = 1_000;

        /** Whether somebody set the time of day meanwhile. */
        public boolean jumped() {
            return Math.abs(driftMs) > MOST_DRIFT_MS;
        }
    }

    /**
     * How often the turn of a step came.
     *
     * @param taken in all
     * @param nothingToAsk how often of these there was nothing that it could ask for
     */
    public record Rounds(int taken, int nothingToAsk) {}

    /**
     * What warmed the service up before the first sample.
     *
     * @param rounds how often every step was asked
     * @param steady whether every step was seen to have stopped getting faster
     */
    public record WarmUp(long rounds, boolean steady) {}

    /**
     * The service ended while it was being probed.
     *
     * @param records how many samples were written until then
     * @param reason what happened
     * @param lastOutput the last lines that the service wrote
     */
    public record ServiceDied(long records, String reason, List<String> lastOutput) implements State {
        public ServiceDied {
            lastOutput = List.copyOf(lastOutput);
        }
    }

    /**
     * Nothing could be measured, because the service did not come up or the samples could not be written.
     *
     * @param reason what happened
     * @param lastOutput the last lines that the service wrote
     */
    public record NotMeasured(String reason, List<String> lastOutput) implements State {
        public NotMeasured {
            lastOutput = List.copyOf(lastOutput);
        }
    }

    /**
     * The probe was switched off.
     *
     * @param reason who did it
     */
    public record Skipped(String reason) implements State {}

    /** The same session in another state. */
    public Session in(State next) {
        return new Session(id, tool, startedAt, origin, settled, next);
    }
}
