package dev.releasegate.registry;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which version of a manifest it is, as the header {@code ETag} tells it: {@code "3-1f40fc92da241694"}. The version alone
 * would do in one store, but not in one that was put back from a backup.
 *
 * @param version 1 or more
 * @param digestStart the first 16 digits of the digest of the manifest
 */
record EntityTag(long version, String digestStart) {
    private static final int DIGITS = 16;
    private static final Pattern OPAQUE = Pattern.compile("([1-9][0-9]{0,17})-([0-9a-f]{" + DIGITS + "})");

    /** The tag of this version of a manifest with that digest. */
    static EntityTag of(long version, String digest) {
        return new EntityTag(version, digest.substring(0, DIGITS));
    }

    /** What stands between the quotes of a tag, read; empty if this service never told such a tag. */
    static Optional<EntityTag> read(String opaque) {
        Matcher parts = OPAQUE.matcher(opaque);
        return parts.matches()
                ? Optional.of(new EntityTag(Long.parseLong(parts.group(1)), parts.group(2)))
                : Optional.empty();
    }

    /** As it stands in a header, quotes included. */
    @Override
    public String toString() {
        return "\"" + version + "-" + digestStart + "\"";
    }
}
