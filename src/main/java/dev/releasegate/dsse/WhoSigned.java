package dev.releasegate.dsse;

/** Who signed an envelope, as far as that is of interest: one of the keys whose signatures are believed, or none of them. */
public sealed interface WhoSigned {
    /**
     * A trusted key did.
     *
     * @param key the first of them
     */
    record Trusted(TrustedKey key) implements WhoSigned {}

    /** None of them did, though a signature says so of itself: it is by another, or not of this payload and type. */
    record Pretender() implements WhoSigned {}

    /** None of them did, and no signature says so. */
    record Stranger() implements WhoSigned {}
}
