package dev.releasegate.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The files of a repository as they are. Their tree is put together in an index of our own: first as the commit has it, then
 * every file that git tracks or does not ignore as it is on the disk. Only hashes go into it, and the objects of the tree into
 * a folder of our own, which knows nothing of the repository's: so git finds nothing there to mark as used either.
 *
 * @param directory of the project
 * @param outputs what is left as the commit has it
 * @param scratch a folder for the index and the tree
 */
record WorkTree(Git git, Path directory, List<Path> outputs, Path scratch) {
    /** What maven-release-plugin leaves beside the POM while it works. */
    private static final List<String> RELEASE_FILES =
            List.of(":(top,exclude,glob)**/release.properties", ":(top,exclude,glob)**/pom.xml.releaseBackup");

    private static final String SUBMODULE = "160000 ";

    /** Asks that program, and waits for all of its answers so long. */
    static GitState state(Path directory, List<Path> outputs, Path scratch, String program, Duration patience) {
        try (Scratch folder = Scratch.at(scratch)) {
            return new WorkTree(new Git(program, folder.path(), patience), directory, outputs, folder.path()).state();
        } catch (GitException e) {
            return new GitState.NotKnown(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new GitState.NotKnown("what git says could not be kept for a moment: " + e);
        }
    }

    private GitState state() throws GitException, IOException {
        Path top = Path.of(git.line(Git.Call.in(directory, "rev-parse", "--show-toplevel")));
        if (!git.succeeds(Git.Call.in(top, "rev-parse", "--verify", "--quiet", "HEAD^{commit}"))) {
            throw new GitException("there is no commit yet");
        }
        String commit = git.line(Git.Call.in(top, "rev-parse", "--verify", "HEAD^{commit}"));
        List<String> source = source(top);
        requireSource();
        String tree = tree(top, commit, source);
        boolean dirty = !tree.equals(git.line(Git.Call.in(top, "rev-parse", "--verify", commit + "^{tree}")))
                || hasChangedSubmodule(top);
        return new GitState.Known(commit, tree, dirty, origin(top));
    }

    /** A project that was unpacked into somebody else's repository, and is ignored there, is not of its commit. */
    private void requireSource() throws GitException, IOException {
        String[] here = {"ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", "."};
        if (git.text(Git.Call.in(directory, here)).isEmpty()) {
            throw new GitException("the project lies in a git repository that ignores it");
        }
    }

    private String tree(Path top, String commit, List<String> source) throws GitException, IOException {
        Path index = scratch.resolve("index");
        String committed = git.text(Git.Call.in(top, "ls-tree", "-r", "-z", "--full-tree", commit));
        git.text(Git.Call.in(top, "update-index", "-z", "--index-info")
                .with("GIT_INDEX_FILE", index)
                .reading(committed));
        String names = names(top, index, source);
        git.text(Git.Call.in(top, "update-index", "-z", "--add", "--remove", "--replace", "--info-only", "--stdin")
                .with("GIT_INDEX_FILE", index)
                .reading(names));
        Path objects = Files.createDirectories(scratch.resolve("objects"));
        Git.Call write = Git.Call.in(top, "write-tree", "--missing-ok")
                .with("GIT_INDEX_FILE", index)
                .with("GIT_OBJECT_DIRECTORY", objects);
        return git.line(write);
    }

    /** Every name of the source in the commit, in the index and on the disk, with NULs between them. */
    private String names(Path top, Path index, List<String> source) throws GitException, IOException {
        Git.Call committed = Git.Call.in(top, "ls-files", "-z", "--").and(source);
        TreeSet<String> names = new TreeSet<>(parts(git.text(committed.with("GIT_INDEX_FILE", index))));
        Git.Call present = Git.Call.in(top, "ls-files", "-z", "-t", "--cached", "--others", "--exclude-standard", "--");
        for (String tagged : parts(git.text(present.and(source)))) {
            String name = tagged.substring(2).replaceFirst("/$", "");
            if (tagged.startsWith("S ") && isSurelyAbsent(top, name)) {
                names.remove(name); // a sparse checkout leaves it out
            } else {
                names.add(name);
            }
        }
        return String.join("\0", names);
    }

    /** What ends with a NUL each. */
    private static List<String> parts(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("\0"));
    }

    private static boolean isSurelyAbsent(Path top, String name) {
        try {
            return Files.notExists(top.resolve(Git.utf8(name)), LinkOption.NOFOLLOW_LINKS);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** The tree holds no more of a submodule than its commit; whether anything else is changed there, git tells here. */
    private boolean hasChangedSubmodule(Path top) throws GitException, IOException {
        Git.Call entries = Git.Call.in(top, "ls-files", "-z", "--stage");
        List<String> submodules = parts(git.text(entries.with("GIT_INDEX_FILE", scratch.resolve("index")))).stream()
                .filter(entry -> entry.startsWith(SUBMODULE))
                .map(entry -> entry.substring(entry.indexOf('\t') + 1))
                .toList();
        return !submodules.isEmpty()
                && parts(git.text(Git.Call.in(top, "diff-files", "-z", "--name-only", "--ignore-submodules=none")))
                        .stream()
                        .anyMatch(submodules::contains);
    }

    /** Everything but what the build writes, in the words of git. Where something is tracked, a build may write, but it is source. */
    private List<String> source(Path top) throws GitException, IOException {
        List<String> source = new ArrayList<>(List.of(":(top)"));
        source.addAll(RELEASE_FILES);
        List<Path> left = new ArrayList<>(outputs);
        left.add(scratch);
        for (Path output : left) {
            Path real = real(output.toAbsolutePath().normalize());
            if (real.startsWith(top) && !real.equals(top)) {
                String path = top.relativize(real).toString().replace('\\', '/');
                Git.Call tracked = Git.Call.in(top, "ls-files", "-z", "--", ":(top,literal)" + path);
                if (parts(git.text(tracked)).isEmpty()) {
                    source.add(":(top,exclude,literal)" + path);
                }
            }
        }
        return source;
    }

    /** The path without symbolic links, as git has it; what is not there yet has none. */
    private static Path real(Path path) throws IOException {
        Path parent = path.getParent();
        return Files.exists(path) || parent == null
                ? path.toRealPath()
                : real(parent).resolve(path.getFileName());
    }

    private Optional<String> origin(Path top) throws GitException, IOException {
        Git.Call call = Git.Call.in(top, "config", "--get", "remote.origin.url");
        return git.succeeds(call) ? RemoteAddress.withoutCredentials(git.line(call)) : Optional.empty();
    }
}
