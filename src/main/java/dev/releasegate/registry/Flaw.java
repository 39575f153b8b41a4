package dev.releasegate.registry;

import java.util.Locale;

/** Why the provenance of a manifest is not accepted: the word {@code reason} of an answer 422. */
enum Flaw {
    /** There is one, but this Registry checks none. */
    PROVENANCE_OFF,
    /** There is none, but this Registry wants one. */
    MISSING_PROVENANCE,
    /** It is no DSSE envelope. */
    BAD_ENVELOPE,
    /** A signature names a trusted key and is not by it, or not of this payload and type. */
    BAD_SIGNATURE,
    /** No signature is by a trusted key. */
    NO_TRUSTED_KEY,
    /** What was signed is something else than an in-toto statement. */
    UNSUPPORTED_TYPE,
    /** What was signed is no in-toto Statement v1. */
    BAD_STATEMENT,
    /** The statement is about another URN or another manifest. */
    WRONG_SUBJECT;

    /** As it stands in the answer, e.g. {@code wrong_subject}. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
