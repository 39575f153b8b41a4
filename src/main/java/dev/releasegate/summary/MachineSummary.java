package dev.releasegate.summary;

/**
 * What samples show of the machine that took them. Both are empty for a log that does not say.
 *
 * @param lags how late each sample was sent for no fault of the service, in milliseconds
 * @param controls the latencies of the control requests beside the samples, in milliseconds
 */
public record MachineSummary(Latencies lags, Latencies controls) {}
