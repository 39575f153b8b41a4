package dev.releasegate.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A real repository, made with git itself. */
record Repository(Path top) {
    /** An empty one. */
    static Repository init(Path top) throws Exception {
        Files.createDirectories(top);
        Repository repository = new Repository(top);
        try {
            repository.git("init", "--quiet", "--initial-branch=main");
        } catch (IOException e) {
            if (System.getenv("CI") != null) {
                throw new IllegalStateException("in CI there must be a git", e);
            }
            abort("no git on this machine: " + e);
        }
        return repository;
    }

    /** One with a commit of {@code pom.xml}, {@code src/Main.java} and {@code .gitignore}, which has {@code ignored}. */
    static Repository withCommit(Path top) throws Exception {
        Repository repository = init(top);
        repository.write("pom.xml", "<project/>\n");
        repository.write("src/Main.java", "class Main {}\n");
        repository.write(".gitignore", "ignored\n");
        repository.commit();
        return repository;
    }

    Path write(String name, String content) throws IOException {
        Path file = top.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    void commit() throws Exception {
        git("add", "--all");
        git("commit", "--quiet", "--allow-empty", "-m", "A commit");
    }

    String git(String... arguments) throws Exception {
        return git(top, arguments);
    }

    static String git(Path directory, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("git", "-c", "user.name=A", "-c", "user.email=a@b", "-c", "protocol.file.allow=always"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", command, output).isZero();
        return output.strip();
    }

    /** The tree that git would commit; this does write. */
    String treeOfAll() throws Exception {
        git("add", "--all");
        return git("write-tree");
    }

    GitState.Known state() {
        return known(top);
    }

    GitState.Known known(Path directory) {
        return (GitState.Known) stateOf(directory);
    }

    /** The scratch folder is gone afterwards, and nothing under {@code .git} is other than before. */
    GitState stateOf(Path directory) {
        try {
            TreeMap<String, String> before = everything();
            Path scratch = directory.resolve("target/git-state");
            boolean hadTarget = Files.exists(directory.resolve("target"));
            GitState state = GitState.of(directory, List.of(directory.resolve("target")), scratch);
            assertThat(scratch).doesNotExist();
            if (!hadTarget) {
                Files.deleteIfExists(directory.resolve("target"));
            }
            TreeMap<String, String> after = everything();
            assertThat(after.keySet()).isEqualTo(before.keySet());
            assertThat(after.keySet())
                    .allSatisfy(file -> assertThat(after.get(file)).isEqualTo(before.get(file)));
            return state;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is in the repository, with its contents and times, but not the files of the project themselves. */
    private TreeMap<String, String> everything() throws IOException {
        TreeMap<String, String> all = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(top)) {
            for (Path file :
                    walk.filter(each -> each.toString().contains(".git")).toList()) {
                boolean isFile = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
                all.put(
                        file.toString(),
                        Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS) + " "
                                + (isFile ? FileDigest.of(file) : "folder"));
            }
        }
        return all;
    }
}
