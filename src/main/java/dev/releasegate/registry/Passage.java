package dev.releasegate.registry;

import dev.releasegate.record.ErrorReason;
import dev.releasegate.record.Outcome;
import dev.releasegate.record.RequestId;
import java.util.Optional;
import java.util.OptionalInt;

/** One request on its way, from the first byte of it that was read to the last byte of its answer that was written. */
final class Passage {
    private static final int FIRST_ERROR_STATUS = 400;

    private final long beganNanos;
    private volatile Optional<Patience> patience = Optional.empty();
    private volatile Step step = Step.UNMATCHED;
    private volatile Optional<RequestId> requestId = Optional.empty();
    private volatile OptionalInt status = OptionalInt.empty();

    Passage(long beganNanos) {
        this.beganNanos = beganNanos;
    }

    /**
     * A request that has come to its end.
     *
     * @param requestId which the client sent, if it sent one
     * @param status of the answer, if there was one
     * @param beganNanos when its first byte was read, by {@link System#nanoTime}
     */
    record Passed(
            Step step,
            Optional<RequestId> requestId,
            OptionalInt status,
            Outcome outcome,
            long beganNanos,
            long elapsedNanos) {}

    /** Somebody waits for its body. */
    void isWaitedFor(Patience waiting) {
        patience = Optional.of(waiting);
    }

    /** Its body is here to the last byte. */
    void hasArrived() {
        patience.ifPresent(Patience::bodyEnds);
    }

    /** From now on it is known what is asked for. */
    void isFor(Step found) {
        step = found;
    }

    void isNamed(Optional<RequestId> id) {
        requestId = id;
    }

    void isAnsweredWith(int code) {
        status = OptionalInt.of(code);
    }

    Optional<RequestId> requestId() {
        return requestId;
    }

    Step step() {
        return step;
    }

    /** Its answer is written to the last byte. */
    Passed answered(long nowNanos) {
        Outcome outcome = status.isPresent() && status.getAsInt() < FIRST_ERROR_STATUS
                ? Outcome.SUCCESS
                : new Outcome.Failure(
                        status.isPresent() ? ErrorReason.ofStatus(status.getAsInt()) : ErrorReason.CONNECTION_RESET);
        return passed(outcome, nowNanos);
    }

    /** Its answer will never be written to the last byte. */
    Passed brokenOff(ErrorReason reason, long nowNanos) {
        return passed(new Outcome.Failure(reason), nowNanos);
    }

    private Passed passed(Outcome outcome, long nowNanos) {
        return new Passed(step, requestId, status, outcome, beganNanos, nowNanos - beganNanos);
    }
}
