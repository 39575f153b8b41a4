package dev.releasegate.registry;

import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Until when the client of one connection must have done what it is to do next. Each deadline is set once and does not
 * move with the bytes that arrive, so that nobody gains time by sending a byte now and then. Silence between two requests is
 * none of its business: that ends with the idle time-out of the socket.
 */
final class Patience {
    private final ClientLimits limits;
    private final LongSupplier nanoClock;

    /** When what is being sent to us must be here. */
    private OptionalLong sentBy = OptionalLong.empty();

    /** When what we are sending must be there. */
    private OptionalLong readBy = OptionalLong.empty();

    private int unanswered;
    private long idleSince;

    /**
     * For a connection that begins now.
     *
     * @param nanoClock a clock that only differences are taken of, as {@link System#nanoTime}
     */
    Patience(ClientLimits limits, LongSupplier nanoClock) {
        this.limits = limits;
        this.nanoClock = nanoClock;
        idleSince = nanoClock.getAsLong();
    }

    /** Bytes of a head are there, perhaps not the first ones. */
    synchronized void headBegins() {
        if (sentBy.isEmpty()) {
            sentBy = in(limits.head().toNanos());
        }
    }

    /** It was no head after all. */
    synchronized void nothingBegins() {
        sentBy = OptionalLong.empty();
    }

    /** The head is complete, or refused. */
    synchronized void headEnds(boolean isFollowedByBody) {
        unanswered++;
        sentBy = isFollowedByBody ? in(limits.body().toNanos()) : OptionalLong.empty();
    }

    synchronized void bodyEnds() {
        sentBy = OptionalLong.empty();
    }

    synchronized void answerBegins() {
        readBy = in(limits.body().toNanos());
    }

    /** The answer has left to its last byte. After a last answer the client may send on for a while, unheard. */
    synchronized void answerEnds(boolean isLast) {
        readBy = OptionalLong.empty();
        unanswered--;
        idleSince = nanoClock.getAsLong();
        if (isLast) {
            headBegins();
        }
    }

    /** Whether the client has missed a deadline. */
    synchronized boolean isOver() {
        long now = nanoClock.getAsLong();
        return isPast(sentBy, now) || isPast(readBy, now);
    }

    /**
     * For how long it has been the client's turn, in nanoseconds; empty if it is ours.
     */
    synchronized OptionalLong clientsTurn() {
        boolean isOurs = unanswered > 0 && sentBy.isEmpty() && readBy.isEmpty();
        return isOurs ? OptionalLong.empty() : OptionalLong.of(nanoClock.getAsLong() - idleSince);
    }

    private OptionalLong in(long nanos) {
        return OptionalLong.of(nanoClock.getAsLong() + nanos);
    }

    private static boolean isPast(OptionalLong deadline, long now) {
        return deadline.isPresent() && now - deadline.getAsLong() >= 0;
    }
}
