package dev.releasegate.probe;

/** The one door to elapsed time, so that a test can set it. */
@FunctionalInterface
public interface NanoClock {
    /** The clock of this machine: monotonic, unmoved by changes of the time of day. */
    NanoClock SYSTEM = System::nanoTime;

    /** Nanoseconds since a moment of the clock's own choosing; only differences mean something. */
    long nanos();
}
