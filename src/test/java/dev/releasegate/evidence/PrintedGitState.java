package dev.releasegate.evidence;

import java.nio.file.Path;
import java.util.List;

/** Prints the state of the repository of a folder. */
final class PrintedGitState {
    private PrintedGitState() {}

    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        System.out.println(GitState.of(folder, List.of(), folder.resolveSibling("scratch-of-another")));
    }
}
