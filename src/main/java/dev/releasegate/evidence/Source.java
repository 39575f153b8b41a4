package dev.releasegate.evidence;

/** From which sources a build was made. */
public sealed interface Source {
    /**
     * A git work tree.
     *
     * @param commit that is checked out, in hexadecimal
     * @param tree of the files as they are, changes and new files included, in hexadecimal
     * @param dirty whether that is another tree than that of the commit
     * @param origin where the repository came from, without credentials, or {@code local}
     */
    record Git(String commit, String tree, boolean dirty, String origin) implements Source {}

    /**
     * Nobody can say.
     *
     * @param why not
     */
    record NotKnown(String why) implements Source {}
}
