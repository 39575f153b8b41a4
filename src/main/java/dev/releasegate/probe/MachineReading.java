package dev.releasegate.probe;

import java.util.OptionalDouble;

/**
 * What the machine did while the service was probed. What the operating system does not tell is empty.
 *
 * @param busyShare the share of all its processors' time that was not idle, 0 to 1
 * @param stealShare the share that its host gave to others, 0 to 1
 * @param load how many threads wanted to run, as an average over the last minute
 * @param gcMs how long the probe's own garbage collector worked, in milliseconds
 */
public record MachineReading(OptionalDouble busyShare, OptionalDouble stealShare, OptionalDouble load, double gcMs) {}
