package dev.releasegate.evidence;

import java.util.regex.Pattern;

/**
 * Something that a statement is about, or was made from: in-toto's ResourceDescriptor. It is known by its digest; the name
 * is for people.
 *
 * @param name such as {@code shop-1.0.jar}
 * @param algorithm {@code sha256}, or {@code gitCommit}
 * @param digest lower-case hexadecimal digits
 */
public record Resource(String name, String algorithm, String digest) {
    private static final String SHA_256 = "sha256";
    private static final String GIT_COMMIT = "gitCommit";
    private static final Pattern OF_SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern OF_GIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

    /** @throws IllegalArgumentException if the name is empty, or the digest is none of this algorithm */
    public Resource {
        Pattern form = algorithm.equals(SHA_256) ? OF_SHA_256 : OF_GIT;
        boolean isKnown = algorithm.equals(SHA_256) || algorithm.equals(GIT_COMMIT);
        if (name.isEmpty() || !isKnown || !form.matcher(digest).matches()) {
            throw new IllegalArgumentException("a resource must have a name and a digest sha256 or gitCommit in"
                    + " lower-case hexadecimal digits");
        }
    }

    /** A file. */
    public static Resource file(String name, String sha256) {
        return new Resource(name, SHA_256, sha256);
    }

    /** The commit that is checked out. */
    public static Resource commit(GitState.Known state) {
        return new Resource("git+" + state.origin().orElse("local"), GIT_COMMIT, state.commit());
    }
}
