package dev.releasegate.record;

/** When in a run a request was sent. */
public enum Phase {
    /** It is a sample, and is judged. */
    MEASURED,
    /** It was sent to warm the service up: it is recorded and never judged. */
    WARM_UP
}
