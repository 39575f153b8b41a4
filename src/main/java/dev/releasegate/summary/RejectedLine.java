package dev.releasegate.summary;

/**
 * A line of the log that is not a perf record.
 *
 * @param number which line, counted from 1
 * @param why what is wrong with it
 */
public record RejectedLine(long number, String why) {}
