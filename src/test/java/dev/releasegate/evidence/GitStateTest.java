package dev.releasegate.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each state is asked for with a look whether anything was written into the repository. */
class GitStateTest {
    @TempDir
    Path directory;

    private Repository shop;

    @BeforeEach
    void makeARepository() throws Exception {
        shop = Repository.withCommit(directory.resolve("my shop"));
    }

    @Test
    void a_checkout_is_of_its_commit() throws Exception {
        GitState.Known state = shop.state();
        assertThat(state)
                .isEqualTo(new GitState.Known(
                        shop.git("rev-parse", "HEAD"), shop.git("rev-parse", "HEAD^{tree}"), false, Optional.empty()));
        assertThat(state.tree()).isEqualTo(shop.treeOfAll());
    }

    @Test
    void a_build_directory_with_sources_in_it_is_source() throws Exception {
        GitState.Known before = (GitState.Known)
                GitState.of(shop.top(), List.of(shop.top().resolve("src")), directory.resolve("scratch"));
        assertThat(before.dirty()).isFalse();

        shop.write("src/Main.java", "class Main { }\n");

        GitState.Known after = (GitState.Known)
                GitState.of(shop.top(), List.of(shop.top().resolve("src")), directory.resolve("scratch"));
        assertThat(after.dirty()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"changed", "added", "deleted", "executable", "staged", "folder", "link", "moved", "forced"})
    void any_change_makes_it_dirty_and_its_tree_is_that_which_git_would_commit(String change) throws Exception {
        Path main = shop.top().resolve("src/Main.java");
        switch (change) {
            case "changed" -> shop.write("src/Main.java", "class Main { }\n");
            case "added" -> shop.write("src/ä new\tone", "");
            case "deleted" -> Files.delete(main);
            case "executable" -> Files.setPosixFilePermissions(main, PosixFilePermissions.fromString("rwxr-xr-x"));
            case "staged" -> {
                shop.write("src/Main.java", "class Main { }\n");
                shop.git("add", "--all");
            }
            case "folder" -> {
                Files.delete(main);
                shop.write("src/Main.java/in", "");
            }
            case "link" -> {
                Files.delete(main);
                Files.createSymbolicLink(main, Path.of("../pom.xml"));
            }
            case "moved" -> {
                Files.delete(main);
                Files.delete(shop.top().resolve("src"));
                shop.write("src", "now a file\n");
            }
            default -> {
                shop.write("ignored", "but tracked\n");
                shop.git("add", "--force", "ignored");
            }
        }
        GitState.Known state = shop.state();
        assertThat(state.dirty()).isTrue();
        assertThat(state.tree()).isEqualTo(shop.treeOfAll()).isNotEqualTo(shop.git("rev-parse", "HEAD^{tree}"));
        assertThat(state.commit()).isEqualTo(shop.git("rev-parse", "HEAD"));
    }

    @Test
    void what_git_is_told_not_to_look_at_is_looked_at() throws Exception {
        for (String flag : new String[] {"--assume-unchanged", "--skip-worktree"}) {
            shop.git("update-index", flag, "pom.xml");
            assertThat(shop.state().dirty()).isFalse();
            shop.write("pom.xml", "<changed/>\n");
            assertThat(shop.state().dirty()).as(flag).isTrue();
            shop.write("pom.xml", "<project/>\n");
            shop.git("update-index", flag.replace("--", "--no-"), "pom.xml");
        }
    }

    /** The same size at the same time: what git believes without a look. */
    @Test
    void a_change_that_shows_in_no_time_and_no_size_is_seen() throws Exception {
        Path pom = shop.top().resolve("pom.xml");
        FileTime time = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
        Files.setLastModifiedTime(pom, time);
        shop.git("-c", "core.trustctime=false", "update-index", "--refresh");
        shop.write("pom.xml", "<projecT/>\n");
        Files.setLastModifiedTime(pom, time);
        assertThat(shop.state().dirty()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "ignored",
                "target/classes/Main.class",
                "release.properties",
                "pom.xml.releaseBackup",
                "a/b/release.properties",
                "a/pom.xml.releaseBackup"
            })
    void what_a_build_leaves_makes_nothing_dirty_though_git_does_not_ignore_it(String file) throws Exception {
        shop.write(file, "left\n");
        assertThat(shop.state().dirty()).isFalse();
        assertThat(shop.state().tree()).isEqualTo(shop.git("rev-parse", "HEAD^{tree}"));
    }

    /** As some do with release.properties, by mistake. */
    @Test
    void what_a_build_leaves_is_taken_as_the_commit_has_it() throws Exception {
        shop.write("release.properties", "one\n");
        shop.commit();
        shop.write("release.properties", "two\n");
        shop.git("add", "--all");
        shop.write("release.properties", "three\n");
        shop.write("target/built", "by the build\n");
        assertThat(shop.state().dirty()).isFalse();
        assertThat(shop.state().tree()).isEqualTo(shop.git("rev-parse", "HEAD^{tree}"));
    }

    @Test
    void a_module_has_the_state_of_the_whole_repository() throws Exception {
        shop.write("api/pom.xml", "<project/>\n");
        shop.commit();
        Path api = shop.top().resolve("api");
        assertThat(shop.known(api)).isEqualTo(shop.state());
        shop.write("src/Main.java", "class Other {}\n");
        assertThat(shop.known(api)).isEqualTo(shop.state());
        assertThat(shop.known(api).dirty()).isTrue();
        Path link = Files.createSymbolicLink(directory.resolve("link"), api);
        assertThat(shop.known(link)).isEqualTo(shop.state());
    }

    @Test
    void a_linked_work_tree_has_its_own() throws Exception {
        Path linked = directory.resolve("linked");
        shop.git("worktree", "add", "--quiet", "-b", "other", linked.toString());
        Files.writeString(linked.resolve("pom.xml"), "<other/>\n");
        assertThat(shop.known(linked).dirty()).isTrue();
        assertThat(shop.state().dirty()).isFalse();
    }

    @Test
    void a_shallow_clone_without_a_branch_is_of_its_commit() throws Exception {
        shop.write("more", "");
        shop.commit();
        Path clone = directory.resolve("clone");
        Repository.git(directory, "clone", "--quiet", "--depth=1", "file://" + shop.top(), clone.toString());
        Repository.git(clone, "checkout", "--quiet", "--detach");
        assertThat(new Repository(clone).state()).isEqualTo(shop.state());
    }

    @Test
    void a_sparse_checkout_lacks_nothing() throws Exception {
        shop.write("docs/read.me", "");
        shop.commit();
        shop.git("sparse-checkout", "set", "--cone", "src");
        assertThat(shop.top().resolve("docs")).doesNotExist();
        assertThat(shop.state().dirty()).isFalse();
        shop.git("sparse-checkout", "set", "--cone", "--sparse-index", "src");
        GitState ofSparseIndex = GitState.of(shop.top(), List.of(), directory.resolve("scratch"));
        assertThat(((GitState.Known) ofSparseIndex).dirty()).isFalse();
        shop.git("sparse-checkout", "set", "--cone", "--no-sparse-index", "src");
        shop.write("src/Main.java", "class Other {}\n");
        assertThat(shop.state().dirty()).isTrue();
    }

    @Test
    void a_submodule_is_of_its_commit_or_the_whole_is_dirty() throws Exception {
        Repository part = Repository.withCommit(directory.resolve("part"));
        shop.git("submodule", "--quiet", "add", part.top().toString(), "part");
        assertThat(shop.state().dirty()).isTrue();
        assertThat(shop.state().tree()).isEqualTo(shop.treeOfAll());
        shop.commit();
        assertThat(shop.state().dirty()).isFalse();
        Path inside = shop.write("part/pom.xml", "<other/>\n");
        assertThat(shop.state().dirty()).as("a change inside").isTrue();
        Files.writeString(inside, "<project/>\n");
        assertThat(shop.state().dirty()).isFalse();
        new Repository(shop.top().resolve("part")).git("commit", "--quiet", "--allow-empty", "-m", "Another");
        assertThat(shop.state().dirty()).as("another commit").isTrue();
        Path clone = directory.resolve("clone");
        Repository.git(directory, "clone", "--quiet", shop.top().toString(), clone.toString());
        assertThat(new Repository(clone).state().dirty())
                .as("one that is not there")
                .isFalse();
    }

    /** Line ends are as the commit has them only after git's own conversion, and a filter is one as well. */
    @Test
    void files_are_hashed_as_git_converts_them() throws Exception {
        shop.write(".gitattributes", "*.txt text\n*.big filter=first\n");
        shop.git("config", "filter.first.clean", "head -c 5");
        shop.write("a.txt", "one\r\ntwo\r\n");
        shop.write("a.big", "first and more\n");
        shop.commit();
        assertThat(shop.state().dirty()).isFalse();
        shop.write("a.txt", "one\ntwo\n");
        shop.write("a.big", "first and less\n");
        assertThat(shop.state().dirty()).isFalse();
    }

    /** Files that were committed with the line ends of Windows stay so, which only a look at the commit shows. */
    @Test
    void line_ends_that_git_would_not_convert_are_not_converted() throws Exception {
        shop.write("windows.txt", "one\r\n");
        shop.git("-c", "core.autocrlf=false", "add", "windows.txt");
        shop.git("commit", "--quiet", "-m", "Windows");
        shop.git("config", "core.autocrlf", "input");
        assertThat(shop.state().dirty()).isFalse();
    }

    /** Each of these would have git write, start a program, or look somewhere else. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "core.splitIndex, true",
        "core.untrackedCache, true",
        "core.fsmonitor, touch ../seen",
        "core.hooksPath, ../hooks",
        "core.safecrlf, true",
        "core.quotePath, true",
        "status.showUntrackedFiles, no",
    })
    void what_is_configured_changes_nothing(String name, String value) throws Exception {
        Path hook = Files.createDirectories(directory.resolve("hooks")).resolve("post-index-change");
        Files.writeString(hook, "#!/bin/sh\ntouch '" + directory.resolve("seen") + "'\n");
        Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
        shop.git("config", name, value);
        shop.write("new", "one\r\n");
        GitState.Known state = shop.state();
        assertThat(directory.resolve("seen")).doesNotExist();
        assertThat(state.dirty()).isTrue();
        shop.git("-c", "core.safecrlf=false", "-c", "core.fsmonitor=false", "add", "--all");
        assertThat(state.tree()).isEqualTo(shop.git("-c", "core.fsmonitor=false", "write-tree"));
    }

    /** A build that a hook of git starts inherits which repository the hook is about, with an index for it. */
    @Test
    void a_build_that_a_hook_has_started_is_not_taken_for_its_repository() throws Exception {
        Repository other = Repository.withCommit(directory.resolve("other"));
        other.write("pom.xml", "<other/>\n");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder builder = new ProcessBuilder(
                java.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                PrintedGitState.class.getName(),
                shop.top().toString());
        builder.environment()
                .putAll(Map.of(
                        "GIT_DIR", other.top().resolve(".git").toString(),
                        "GIT_WORK_TREE", other.top().toString(),
                        "GIT_INDEX_FILE", directory.resolve("no-index").toString(),
                        "GIT_OBJECT_DIRECTORY", directory.resolve("no-objects").toString(),
                        "GIT_NOGLOB_PATHSPECS", "1"));
        Process process = builder.start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(printed.strip()).isEqualTo(shop.state().toString());
    }

    @Test
    void the_origin_is_told_without_its_password() throws Exception {
        shop.git("remote", "add", "origin", "https://me:secret@example.com/shop.git");
        assertThat(shop.state().origin()).contains("https://example.com/shop.git");
    }

    @Test
    void where_there_is_no_repository_no_commit_or_no_folder_it_is_said_why() throws Exception {
        Path outside = Files.createDirectory(directory.resolve("outside"));
        assertThat(why(outside)).startsWith("git rev-parse: fatal: not a git repository");
        assertThat(why(shop.top().resolve(".git"))).startsWith("git rev-parse: fatal: this operation must be run in");
        assertThat(Repository.init(directory.resolve("empty")).stateOf(directory.resolve("empty")))
                .isEqualTo(new GitState.NotKnown("there is no commit yet"));
        Files.createDirectory(shop.top().resolve("ignored"));
        shop.write("ignored/pom.xml", "<project/>\n");
        assertThat(shop.stateOf(shop.top().resolve("ignored")))
                .isEqualTo(new GitState.NotKnown("the project lies in a git repository that ignores it"));
        assertThat(why(directory.resolve("nowhere"))).isEqualTo("git cannot be started; is it on the PATH?");
    }

    @Test
    void a_repository_that_is_damaged_is_not_known() throws Exception {
        String blob = shop.git("rev-parse", "HEAD^{tree}");
        Files.delete(
                shop.top().resolve(".git/objects").resolve(blob.substring(0, 2)).resolve(blob.substring(2)));
        assertThat(why(shop.top())).startsWith("git ls-tree: ").doesNotContain("\n");
    }

    @Test
    void where_git_is_missing_or_hangs_it_is_not_known_and_nothing_is_left() throws Exception {
        assertThat(state("no-such-git", Duration.ofMinutes(1)))
                .isEqualTo(new GitState.NotKnown("git cannot be started; is it on the PATH?"));
        Path pids = directory.resolve("pids");
        Path hanging = script("sleep 1000 & echo $$ $! > '" + pids + "'; wait");
        while (!Files.exists(pids)) {
            assertThat(state(hanging.toString(), Duration.ofSeconds(1)))
                    .isEqualTo(new GitState.NotKnown("git rev-parse took too long"));
        }
        for (String pid : Files.readString(pids).strip().split(" ", 2)) {
            Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(pid));
            process.ifPresent(
                    each -> each.onExit().orTimeout(20, TimeUnit.SECONDS).join());
        }
    }

    @Test
    void what_git_says_is_safe_to_print() throws Exception {
        Path shouting = script("printf 'one\\033[31m\\n\\ttwo\\000\\342\\200\\256' >&2; exit 1");
        assertThat(state(shouting.toString(), Duration.ofMinutes(1)))
                .isEqualTo(new GitState.NotKnown("git rev-parse: one?[31m; two??"));
    }

    @Test
    void who_is_interrupted_stays_so() {
        Thread.currentThread().interrupt();
        assertThat(state("git", Duration.ofMinutes(1))).isEqualTo(new GitState.NotKnown("interrupted"));
        assertThat(Thread.interrupted()).isTrue();
    }

    private Path script(String commands) throws Exception {
        Path script = directory.resolve("git");
        Files.writeString(script, "#!/bin/sh\n" + commands + "\n", StandardCharsets.UTF_8);
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private GitState state(String program, Duration patience) {
        Path scratch = directory.resolve("scratch");
        GitState state = WorkTree.state(shop.top(), List.of(), scratch, program, patience);
        assertThat(scratch).doesNotExist();
        return state;
    }

    private String why(Path folder) {
        GitState state = GitState.of(folder, List.of(), directory.resolve("scratch"));
        assertThat(directory.resolve("scratch")).doesNotExist();
        return ((GitState.NotKnown) state).why();
    }
}
