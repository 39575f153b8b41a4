package dev.releasegate.record;

/** One line of a perf log as it was found: a sample, or why it is none. */
public sealed interface LogLine {
    /** Which line of the file, counted from 1. */
    long number();

    /** A perf record. */
    record Sample(long number, PerfRecord entry) implements LogLine {}

    /**
     * A line that is not a perf record.
     *
     * @param why what is wrong with it, such as {@code "ms" must be a finite number >= 0, but is "312"}
     */
    record Rejected(long number, String why) implements LogLine {}

    /**
     * The last line, when it has no line end and is not a whole record: the writer died or the disk was full.
     *
     * @param why what is wrong with it
     */
    record Torn(long number, String why) implements LogLine {}
}
