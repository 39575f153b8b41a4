package dev.releasegate.evidence;

import java.time.Instant;
import java.util.List;

/**
 * One run of the probe: what it set out to do and how it ended. It is sealed before the first sample and closed after
 * the last, so that a run that died in between can be told from one that ended.
 *
 * @param id of the session, as in its records; random, fresh for each run
 * @param tool that was probed
 * @param startedAt time of day in UTC
 * @param planned how many requests it set out to send
 * @param state how it ended, so far
 */
public record Session(String id, String tool, Instant startedAt, long planned, State state) {
    /** How a session ended. */
    public sealed interface State {}

    /** It has not ended, or died before it could say so. */
    public record Open() implements State {}

    /**
     * It went through all its rounds. It may have sent less than planned, where a step had nothing to ask for.
     *
     * @param records how many samples it wrote
     * @param readinessRequests how many more requests the service answered before it was ready
     * @param endedAt time of day in UTC
     */
    public record Closed(long records, long readinessRequests, Instant endedAt) implements State {}

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
        return new Session(id, tool, startedAt, planned, next);
    }
}
