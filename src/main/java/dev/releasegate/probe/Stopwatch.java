package dev.releasegate.probe;

import dev.releasegate.record.Timing;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/** The moments of one request. Only the thread that sends it writes them down. */
final class Stopwatch {
    /** What happens to a request, in the order in which it does. */
    enum Moment {
        /** It was handed to the client. */
        BEGUN,
        /** The client began to connect; to the first address, if the name has several. */
        CONNECTING,
        CONNECTED,
        HANDSHAKING,
        SECURED,
        /** Its first byte was about to be handed to the socket. */
        SENDING,
        /** The first byte of an answer was there, be it an interim one such as 100 or 103. */
        FIRST_BYTE,
        /** The latest byte was there, or the end of the connection. */
        LAST_BYTE
    }

    private final RunClock clock;
    private final Map<Moment, Long> nanos = new EnumMap<>(Moment.class);

    Stopwatch(RunClock clock) {
        this.clock = clock;
    }

    /** It happens now. */
    void stamp(Moment moment) {
        nanos.put(moment, clock.nanos());
    }

    /** It happens now, unless it has happened before. */
    void stampOnce(Moment moment) {
        if (!has(moment)) {
            stamp(moment);
        }
    }

    /**
     * A read of the socket returned.
     *
     * @param count how many bytes it brought; negative if the connection has ended
     */
    void received(int count) {
        long now = clock.nanos();
        nanos.put(Moment.LAST_BYTE, now);
        if (count > 0) {
            nanos.putIfAbsent(Moment.FIRST_BYTE, now);
        }
    }

    boolean has(Moment moment) {
        return nanos.containsKey(moment);
    }

    /**
     * When it happened, in nanoseconds of the clock.
     *
     * @throws IllegalStateException if it has not
     */
    long at(Moment moment) {
        Long at = nanos.get(moment);
        if (at == null) {
            throw new IllegalStateException(moment + " has not happened");
        }
        return at;
    }

    /** How far the request got, for people: {@code before the first byte of an answer}. */
    String progress() {
        if (has(Moment.FIRST_BYTE)) {
            return "before its answer had come to an end";
        }
        if (has(Moment.SENDING)) {
            return "before the first byte of an answer";
        }
        return has(Moment.CONNECTING) ? "before there was a connection" : "before it could be sent";
    }

    /**
     * The parts of the latency, as far as the request got.
     *
     * @param wasAnswered whether the latest byte was the last one of a whole answer
     */
    Timing timing(Turn turn, boolean wasAnswered) {
        long turnNanos = Math.max(turn.dueNanos(), turn.freeNanos());
        return new Timing(
                clock.ms(turn.dueNanos()),
                (turnNanos - turn.dueNanos()) / 1e6,
                Math.max(0, at(Moment.BEGUN) - turnNanos) / 1e6,
                between(Moment.CONNECTING, Moment.CONNECTED),
                between(Moment.HANDSHAKING, Moment.SECURED),
                between(Moment.SENDING, Moment.FIRST_BYTE),
                wasAnswered ? between(Moment.FIRST_BYTE, Moment.LAST_BYTE) : OptionalDouble.empty());
    }

    private OptionalDouble between(Moment from, Moment to) {
        return has(from) && has(to) ? OptionalDouble.of((at(to) - at(from)) / 1e6) : OptionalDouble.empty();
    }
}
