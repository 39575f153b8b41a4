package dev.releasegate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasegate.evidence.GitState;
import dev.releasegate.evidence.Observed;
import dev.releasegate.evidence.Origin;
import dev.releasegate.evidence.Session;
import dev.releasegate.evidence.SessionFile;
import dev.releasegate.report.ReportLine;
import dev.releasegate.summary.StepFilter;
import dev.releasegate.verdict.Rule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project with one file, in a real repository, that was measured while that file was changed and not committed yet. */
class ReleaseCheckTest {
    private static final String PROJECT = "shop:shop:1.0";

    @TempDir
    private Path directory;

    private RunFolder folder;
    private ReleaseCheck check;

    @BeforeEach
    void measure() throws Exception {
        git("init", "--quiet");
        git("config", "user.name", "test");
        git("config", "user.email", "test@example.org");
        Files.writeString(directory.resolve(".gitignore"), "target/\n");
        Files.writeString(directory.resolve("pom.xml"), "1.0-SNAPSHOT");
        git("add", ".");
        git("commit", "--quiet", "--message", "Begin");
        Files.writeString(directory.resolve("pom.xml"), "1.0");
        check = new ReleaseCheck(directory, directory.resolve("target"));
        folder = new RunFolder(directory.resolve("target/release-gate/default"));
        leaveEvidence(100);
    }

    @Test
    void what_was_measured_may_go() {
        assertThat(check.isGated()).isTrue();
        assertThat(check.ask()).isInstanceOf(ReleaseCheck.Allowed.class);
    }

    @Test
    void the_line_says_by_what_it_was_judged() {
        assertThat(((ReleaseCheck.Allowed) check.ask()).lines())
                .singleElement()
                .extracting(ReportLine::text)
                .asString()
                .contains(", budgets pom.xml, rule plain, evidence sha256:");
    }

    @Test
    void an_execution_that_could_not_judge_is_not_passed_over() throws IOException {
        Path other = Files.createDirectories(directory.resolve("target/release-gate/other"));
        Files.writeString(other.resolve("verdict.json"), "{}");

        assertThat(reason(check.ask()))
                .isEqualTo(other + ": there is no measurement, but what another goal left of it");
    }

    @Test
    void what_the_release_plugin_leaves_meanwhile_changes_nothing() throws IOException {
        Files.writeString(directory.resolve("release.properties"), "completedPhase=run-preparation-goals");
        Files.writeString(directory.resolve("pom.xml.releaseBackup"), "1.0-SNAPSHOT");

        assertThat(check.ask()).isInstanceOf(ReleaseCheck.Allowed.class);
    }

    @Test
    void a_file_that_was_changed_since_is_told() throws IOException {
        Files.writeString(directory.resolve("pom.xml"), "1.1");

        assertThat(reason(check.ask()))
                .startsWith(folder.directory()
                        + ": the evidence is stale: files were changed after it was measured (tree ");
    }

    @Test
    void a_file_that_was_added_since_is_told() throws IOException {
        Files.writeString(directory.resolve("Late.java"), "class Late {}");

        assertThat(reason(check.ask())).contains("files were changed after it was measured");
    }

    @Test
    void a_commit_that_came_since_is_told_though_it_has_the_same_files() throws Exception {
        git("commit", "--quiet", "--all", "--message", "Release");

        assertThat(reason(check.ask())).contains("the evidence is stale: it is of commit ");
        assertThat(reason(check.askOfCommit())).contains("the evidence is stale: it is of commit ");
        assertThat(check.askOfCommitSince()).isInstanceOf(ReleaseCheck.Allowed.class);
    }

    @Test
    void a_commit_with_other_files_is_not_the_one_that_was_measured() throws Exception {
        Files.writeString(directory.resolve("Late.java"), "class Late {}");
        git("add", ".");
        git("commit", "--quiet", "--message", "Release");

        assertThat(reason(check.askOfCommitSince())).contains("files were changed after it was measured");
    }

    @Test
    void files_that_are_not_in_the_commit_do_not_go_with_it() {
        assertThat(reason(check.askOfCommit())).startsWith("there are files that are not as in commit ");
        assertThat(reason(check.askOfCommitSince())).startsWith("there are files that are not as in commit ");
    }

    @Test
    void a_verdict_that_is_no_pass_lets_nothing_go() throws IOException {
        leaveEvidence(900);

        assertThat(reason(check.ask())).isEqualTo(folder.directory() + ": the verdict is FAIL, which is no pass");
    }

    @Test
    void a_verdict_that_was_written_by_hand_lets_nothing_go() throws IOException {
        String green = Files.readString(folder.verdict(), StandardCharsets.UTF_8);
        leaveEvidence(900);
        Files.writeString(folder.verdict(), green);

        assertThat(reason(check.ask())).contains("verdict.json is not what the evidence gives");
    }

    @Test
    void no_evidence_lets_nothing_go() {
        ReleaseCheck other = new ReleaseCheck(directory, directory.resolve("other"));

        assertThat(other.isGated()).isFalse();
        assertThat(reason(other.ask()))
                .startsWith("there is no evidence in " + directory.resolve("other/release-gate"));
    }

    @Test
    void a_gate_that_was_skipped_lets_nothing_go() throws IOException {
        Session measured = SessionFile.read(folder.session());
        SessionFile.write(folder.session(), measured.in(new Session.Skipped("release-gate.skip is set")));

        assertThat(reason(check.ask()))
                .isEqualTo(
                        folder.directory() + ": nothing was measured: the gate was skipped (release-gate.skip is set)");
    }

    @Test
    void a_checkout_of_what_was_measured_is_taken() throws Exception {
        git("commit", "--quiet", "--all", "--message", "Release");

        assertThat(checkout().objectionTo(check, PROJECT)).isEmpty();
    }

    @Test
    void a_checkout_of_something_else_is_told_unless_the_evidence_is_of_another_version() throws Exception {
        git("commit", "--quiet", "--all", "--message", "Release");
        Files.writeString(directory.resolve("pom.xml"), "a tag that was moved");
        git("commit", "--quiet", "--all", "--message", "Move");

        ReleaseCheck checkout = checkout();
        assertThat(checkout.objectionTo(check, PROJECT))
                .hasValueSatisfying(reason -> assertThat(reason).contains("has not the files that were measured for"));
        assertThat(checkout.objectionTo(check, "shop:shop:1.1")).isEmpty();
    }

    private ReleaseCheck checkout() throws Exception {
        git("clone", "--quiet", ".", "target/checkout");
        Path checkout = directory.resolve("target/checkout");
        return new ReleaseCheck(checkout, checkout.resolve("target"));
    }

    /** All that a probe and a check leave, of the files as they are. */
    private void leaveEvidence(double ms) throws IOException {
        GenuineBundle bundle = GenuineBundle.of(new Rule.Plain(60), 60, ms);
        bundle.write(folder);
        GitState now = GitState.of(
                directory, List.of(directory.resolve("target")), directory.resolve("target/release-gate/git-scratch"));
        Session session = SessionFile.read(folder.session());
        Origin origin = new Origin(
                PROJECT,
                now,
                true,
                session.origin().artifact(),
                session.origin().environment());
        SessionFile.write(
                folder.session(),
                new Session(
                        session.id(), session.tool(), session.startedAt(), origin, session.settled(), session.state()));
        Observed observed = new Observed(
                PROJECT, now, bundle.observed().artifact(), bundle.observed().termsSha256());
        BundleJudge.Outcome outcome = BundleJudge.of(
                        folder, SessionFile.read(folder.session()), StepFilter.ALL, observed)
                .judge();
        Files.writeString(folder.verdict(), outcome.verdict());
        new Attestation(folder).write(outcome, false, Optional.empty());
    }

    private static String reason(ReleaseCheck.Answer answer) {
        assertThat(answer).isInstanceOf(ReleaseCheck.Refused.class);
        return ((ReleaseCheck.Refused) answer).reason();
    }

    private void git(String... words) throws Exception {
        String[] command = new String[words.length + 1];
        command[0] = "git";
        System.arraycopy(words, 0, command, 1, words.length);
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
