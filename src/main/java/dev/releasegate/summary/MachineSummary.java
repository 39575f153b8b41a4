package dev.releasegate.summary;

/**
 * What samples show of the machine that took them. Both are empty for a log that does not say.
 *
 * @param lags how late each sample was sent for no fault of the service, in milliseconds
 * @param waited how many samples had to wait for a worker, because the service had not answered those before
 * @param controls the latencies of the control requests beside the samples, in milliseconds
 */
public record MachineSummary(Latencies lags, long waited, Latencies controls) {}
