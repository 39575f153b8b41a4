package dev.releasegate.evidence;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One run of the probe: what it set out to do and how it ended. It is sealed before the first sample and closed after
 * the last, so that a run that died in between can be told from one that ended.
 *
 * @param id of the session, as in its records; random, fresh for each run
 * @param tool that was probed
 * @param startedAt time of day in UTC
 * @param plan how the service was to be probed, by the names of the parameters; empty if it was not
 * @param state how it ended, so far
 */
public record Session(String id, String tool, Instant startedAt, Map<String, String> plan, State state) {
    public Session {
        plan = Collections.unmodifiableMap(new TreeMap<>(plan));
    }

    /** How a session ended. */
    public sealed interface State {}

    /** It has not ended, or died before it could say so. */
    public record Open() implements State {}

    /**
     * It went on until every limit was decided, or until there were as many samples, or as much time, as planned.
     *
     * @param records how many lines it wrote
     * @param warmUp how the service was warmed up before
     * @param machine what the machine did meanwhile, by names such as {@code stealShare}
     * @param readinessRequests how many more requests the service answered before it was ready
     * @param endedAt time of day in UTC
     */
    public record Closed(
            long records, WarmUp warmUp, Map<String, Double> machine, long readinessRequests, Instant endedAt)
            implements State {
        public Closed {
            machine = Collections.unmodifiableMap(new TreeMap<>(machine));
        }
    }

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
        return new Session(id, tool, startedAt, plan, next);
    }
}
