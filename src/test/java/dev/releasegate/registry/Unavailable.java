package dev.releasegate.registry;

import org.opentest4j.TestAbortedException;

/** This machine does not allow an experiment; the message says why. */
final class Unavailable extends Exception {
    private static final long serialVersionUID = 1L;

    Unavailable(String what, String why) {
        super("NOT PROVED ON THIS MACHINE: " + what + ", because " + why);
    }

    /** What ends a test as skipped; says so where nobody overlooks it. */
    TestAbortedException skipLoudly() {
        System.err.println(getMessage());
        return new TestAbortedException(getMessage());
    }
}
