package dev.releasegate.registry;

import java.util.Optional;

/**
 * That a request was let in, or was not, and what its answer says about the limit of its key, in the form of
 * draft-ietf-httpapi-ratelimit-headers-10.
 */
record Admission(Optional<Account> account) {
    /** Where there is no limit. */
    static final Admission UNLIMITED = new Admission(Optional.empty());

    /** What a key may do, and what is left of it. */
    record Account(RateLimit limit, TokenBucket.Take take) {}

    /** The same answer, with what is left. */
    Answer tell(Answer answer) {
        return account.map(known -> answer.with(
                                "RateLimit-Policy",
                                "\"key\";q=" + known.limit().requests() + ";w="
                                        + known.limit().window().toSeconds())
                        .with(
                                "RateLimit",
                                "\"key\";r=" + known.take().left() + ";t="
                                        + known.take().waitSeconds()))
                .orElse(answer);
    }
}
