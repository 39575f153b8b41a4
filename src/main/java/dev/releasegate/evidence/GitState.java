package dev.releasegate.evidence;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Which commit a build is of, and whether it is of that commit and nothing else. */
public sealed interface GitState {
    /**
     * It is known.
     *
     * @param commit which one is checked out, HEAD
     * @param tree git's hash of the files as they are, whether committed or not; those that git ignores are not among them
     * @param dirty whether anything is otherwise than in the commit: the tree, or what is in a submodule
     * @param origin where the repository comes from, without user, password and token; empty if that is not known, or a path
     */
    record Known(String commit, String tree, boolean dirty, Optional<String> origin) implements GitState {}

    /**
     * It is not known.
     *
     * @param why for people
     */
    record NotKnown(String why) implements GitState {}

    /**
     * Asks git. Nothing at all is written into the repository, not even a time.
     *
     * @param directory of the project, anywhere in its repository
     * @param outputs what the build writes, such as {@code target} of every module: not looked at, though git may not ignore it
     * @param scratch a folder to be made and removed again; it must be on nobody else's way
     */
    static GitState of(Path directory, List<Path> outputs, Path scratch) {
        return WorkTree.state(directory, outputs, scratch, "git", Duration.ofSeconds(30));
    }
}
