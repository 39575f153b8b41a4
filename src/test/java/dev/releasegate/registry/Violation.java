package dev.releasegate.registry;

/** Something in a history that no correct Registry would have told its clients. */
record Violation(Kind kind, String urn, String what) {
    enum Kind {
        /** One version was told with two digests, or one PUT became two versions: two writers both believe they won. */
        DUPLICATE,
        /** A digest was read that no PUT sent, or that was sent by a PUT that was refused. */
        PHANTOM,
        /** Manifest and digest of one answer do not belong together. */
        TORN,
        /** There is a version that no PUT can have written. */
        GAP,
        /** A PUT took effect, or was refused, against what it asked for with If-Match or If-None-Match. */
        PRECONDITION,
        /** An operation began when a version was already known, and knew only an older one. */
        STALE,
        /** A PUT was acknowledged, and in the end its version is not there. */
        LOST
    }

    @Override
    public String toString() {
        return kind + " " + urn + ": " + what;
    }
}
