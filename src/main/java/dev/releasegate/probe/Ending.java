package dev.releasegate.probe;

import dev.releasegate.record.ErrorReason;

/** How a request ended on the wire. */
sealed interface Ending {
    /** When it ended, by the clock of its prober. */
    long endNanos();

    /** What was seen, for people. */
    String seen();

    /** There was a whole answer, in time. */
    record Answered(long endNanos, Answer answer) implements Ending {
        @Override
        public String seen() {
            return answer.toString();
        }
    }

    /** There was no whole answer in time. */
    record Broken(long endNanos, ErrorReason reason, String seen) implements Ending {}
}
