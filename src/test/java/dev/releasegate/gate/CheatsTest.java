package dev.releasegate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.releasegate.evidence.Artifact;
import dev.releasegate.evidence.FileDigest;
import dev.releasegate.evidence.GitState;
import dev.releasegate.evidence.Observed;
import dev.releasegate.evidence.Service;
import dev.releasegate.evidence.Session;
import dev.releasegate.evidence.SessionFile;
import dev.releasegate.summary.StepFilter;
import dev.releasegate.verdict.Rule;
import dev.releasegate.verdict.SequentialRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every way to cheat that is known, and the finding by which it is caught. Whoever cheats here can write to the folder, and
 * works out all digests and counts anew.
 */
class CheatsTest {
    private static final Rule PLAIN = new Rule.Plain(60);

    /** 5 of 60 are slow: its p95 is 900 ms, and the limit is 300. */
    private static final GenuineBundle SLOW = new GenuineBundle(7, PLAIN, 60, round -> round % 12 == 5 ? 900 : 100);

    @TempDir
    private Path directory;

    private RunFolder folder;

    @BeforeEach
    void measure() throws IOException {
        folder = new RunFolder(directory.resolve("release-gate"));
        SLOW.write(folder);
    }

    @Test
    void nothing_is_wrong_with_what_nobody_has_touched() throws IOException {
        assertThat(kinds(SLOW.observed())).containsExactly("FAIL p95");
    }

    @Test
    void samples_of_an_older_commit_are_told() throws IOException {
        Observed later =
                observed(SLOW.observed(), new GitState.Known("e".repeat(40), "d".repeat(40), false, Optional.empty()));

        assertThat(kinds(later)).contains("STALE_COMMIT");
        assertThat(sentences(later))
                .contains("the samples are of commit cccccccccccc, and commit eeeeeeeeeeee is checked out now: measure"
                        + " the commit that is to be released.");
    }

    @Test
    void samples_of_a_commit_are_nothing_where_nobody_knows_what_is_checked_out() throws IOException {
        assertThat(kinds(observed(SLOW.observed(), new GitState.NotKnown("no git"))))
                .contains("STALE_COMMIT");
    }

    @Test
    void an_artifact_that_was_made_after_the_samples_is_told() throws IOException {
        Observed now = SLOW.observed();
        Artifact rebuilt = new Artifact("shop-1.0.jar", "b".repeat(64));
        Observed later = new Observed(now.project(), now.source(), Optional.of(rebuilt), now.termsSha256());

        assertThat(kinds(later)).contains("WRONG_ARTIFACT");
        assertThat(sentences(later))
                .contains("the samples are of shop-1.0.jar with SHA-256 aaaaaaaaaaaa…, and there is shop-1.0.jar with"
                        + " SHA-256 bbbbbbbbbbbb… now: what was measured is not what would be released. Measure again after"
                        + " the last change to it.");
    }

    @Test
    void evidence_that_was_copied_from_another_project_is_told() throws IOException {
        Observed now = SLOW.observed();

        assertThat(kinds(new Observed("shop:till:1.0", now.source(), now.artifact(), now.termsSha256())))
                .contains("OTHER_PROJECT");
    }

    @Test
    void budgets_that_were_loosened_after_the_samples_are_told() throws IOException {
        Observed now = SLOW.observed();

        assertThat(kinds(new Observed(now.project(), now.source(), now.artifact(), "0".repeat(64))))
                .contains("TERMS_CHANGED");
    }

    @Test
    void budgets_that_were_loosened_in_the_file_are_told() throws IOException {
        Files.writeString(folder.terms(), Files.readString(folder.terms()).replace("300.0", "1000.0"));

        assertThat(kinds(SLOW.observed())).contains("TERMS_CHANGED");
    }

    @Test
    void a_latency_that_was_made_smaller_is_told_by_the_digest_of_the_log() throws IOException {
        edit(lines -> lines.replaceFirst("\"ms\":900", "\"ms\":100"));

        assertThat(kinds(SLOW.observed())).contains("CHANGED_SAMPLES");
    }

    @Test
    void a_latency_that_is_smaller_than_its_parts_is_told_whatever_the_digests_are() throws IOException {
        edit(lines -> lines.replaceFirst("\"ms\":900", "\"ms\":100"));
        close(SLOW.closed(folder));

        assertThat(kinds(SLOW.observed())).contains("CONTRADICTORY_TIMES");
        assertThat(sentences(SLOW.observed()))
                .contains(
                        "samples.jsonl:6: its parts take 450.03 ms, and all of it 100.0 ms: this was not measured. Find"
                                + " out who changed it, and measure again.");
    }

    @Test
    void slow_samples_that_were_cut_out_are_told_though_the_counts_were_corrected() throws IOException {
        int left = cut("\"ms\":900");
        Session.Closed genuine = SLOW.closed(folder);
        close(closed(genuine, left, Map.of("cart", new Session.Rounds(left, 0))));

        assertThat(kinds(SLOW.observed())).containsAnyOf("MISSING_SLOT", "UNPLANNED_SAMPLE");
    }

    @Test
    void slow_samples_that_were_cut_out_are_told_though_the_rounds_were_left() throws IOException {
        int left = cut("\"ms\":900");
        Session.Closed genuine = SLOW.closed(folder);
        close(closed(genuine, left, genuine.rounds()));

        assertThat(kinds(SLOW.observed())).contains("MISSING_SLOT");
        assertThat(sentences(SLOW.observed()))
                .anyMatch(sentence -> sentence.startsWith(
                        "samples.jsonl has 55 samples of cart, and 60 requests were" + " sent: the one that was due "));
    }

    @Test
    void slow_samples_that_are_said_to_have_had_nothing_to_ask_for_are_told() throws IOException {
        int left = cut("\"ms\":900");
        Session.Closed genuine = SLOW.closed(folder);
        close(closed(genuine, left, Map.of("cart", new Session.Rounds(60, 60 - left))));

        assertThat(kinds(SLOW.observed())).containsAnyOf("MISSING_SLOT", "UNPLANNED_SAMPLE");
    }

    @Test
    void fast_samples_that_were_added_are_told() throws IOException {
        String fast = Files.readAllLines(folder.samples()).get(0);
        edit(lines -> lines + fast + "\n" + fast + "\n");
        Session.Closed genuine = SLOW.closed(folder);
        close(closed(genuine, 62, Map.of("cart", new Session.Rounds(62, 0))));

        assertThat(kinds(SLOW.observed())).contains("UNPLANNED_SAMPLE");
    }

    @Test
    void slow_samples_that_were_given_to_another_tool_are_told() throws IOException {
        Rule sequential = new Rule.Sequential(SequentialRule.DEFAULT);
        GenuineBundle slow = new GenuineBundle(7, sequential, 500, round -> round % 3 == 2 ? 900 : 100);
        slow.write(folder);
        assertThat(kinds(slow.observed())).containsExactly("FAIL p95");
        edit(lines -> lines.replaceAll("\"tool\":\"shop\"(.*\"ms\":900)", "\"tool\":\"till\"$1"));
        SessionFile.write(folder.session(), slow.session(slow.closed(folder)));

        assertThat(kinds(slow.observed())).contains("MISSING_SLOT", "UNPLANNED_SAMPLE");
        assertThat(sentences(slow.observed()))
                .contains("samples.jsonl has samples of step cart of till, which was not to be probed: this was not"
                        + " measured. Find out who added it, and measure again.");
    }

    @Test
    void a_latency_that_reaches_beyond_the_run_is_told() throws IOException {
        edit(lines -> lines.replaceFirst("\"ms\":100", "\"ms\":999999"));
        close(SLOW.closed(folder));

        assertThat(kinds(SLOW.observed())).contains("CONTRADICTORY_TIMES");
    }

    @Test
    void a_time_of_day_that_is_not_that_of_the_clock_is_told() throws IOException {
        edit(lines -> lines.replaceFirst("2026-11-23T16:44:1", "2026-11-23T17:44:1"));
        close(SLOW.closed(folder));

        assertThat(kinds(SLOW.observed())).contains("CONTRADICTORY_TIMES");
    }

    @Test
    void a_run_that_was_cut_short_before_it_decided_is_told() throws IOException {
        Rule sequential = new Rule.Sequential(SequentialRule.DEFAULT);
        GenuineBundle whole = GenuineBundle.of(sequential, 60, 100); // fast, and 60 decide nothing
        whole.write(folder);

        assertThat(kinds(whole.observed())).contains("STOPPED_EARLY");
    }

    @Test
    void a_session_that_was_never_closed_is_told_by_the_check() throws IOException {
        SessionFile.write(folder.session(), SLOW.session(new Session.Open()));
        Evidence own = new Evidence.OwnSession(folder, Optional.of(Measurement.left("s-7", folder)), SLOW.observed());

        new GateCheck(own, StepFilter.ALL, true, folder.verdict(), Optional.empty()).run();

        assertThat(Files.readString(folder.verdict())).contains("\"UNFINISHED_SESSION\"");
    }

    @Test
    void a_torn_last_line_is_told() throws IOException {
        edit(lines -> lines + "{\"ts\":\"2026");
        close(SLOW.closed(folder));

        assertThat(kinds(SLOW.observed())).contains("TORN_LOG");
    }

    @Test
    void an_answer_of_another_process_is_told() throws IOException {
        String proof = SLOW.nonce()
                .of(dev.releasegate.record.RequestId.of("request-7-3").orElseThrow());
        edit(lines -> lines.replace(proof, "0".repeat(64)));
        close(SLOW.closed(folder));

        assertThat(kinds(SLOW.observed())).contains("OTHER_INSTANCE");
    }

    @Test
    void an_answer_without_a_proof_among_others_that_have_one_is_told() throws IOException {
        edit(lines -> lines.replaceFirst(",\"proof\":\"[0-9a-f]+\"", ""));
        close(SLOW.closed(folder));

        assertThat(kinds(SLOW.observed())).contains("OTHER_INSTANCE");
    }

    @Test
    void a_nonce_that_is_not_the_sealed_one_is_told() throws IOException {
        GenuineBundle other = new GenuineBundle(8, PLAIN, 60, round -> 100);
        close(other.closed(folder));

        assertThat(kinds(SLOW.observed())).contains("OTHER_INSTANCE");
    }

    @Test
    void a_port_that_belonged_to_another_process_is_told() throws IOException {
        Session.Closed genuine = SLOW.closed(folder);
        Service service = genuine.service();
        Service.Sight theirs = new Service.Sight(new Service.NotOurs("process 4242 (java)"), List.of());
        close(closed(
                genuine,
                new Service(
                        service.baseUrl(),
                        service.process(),
                        service.nonce(),
                        service.started(),
                        service.before(),
                        theirs)));

        assertThat(kinds(SLOW.observed())).contains("OTHER_PROCESS");
    }

    @Test
    void a_file_that_changed_while_it_ran_is_not_the_artifact() throws IOException {
        Session.Closed genuine = SLOW.closed(folder);
        Service service = genuine.service();
        close(closed(
                genuine,
                new Service(
                        service.baseUrl(),
                        service.process(),
                        service.nonce(),
                        Optional.of(new Service.StartedFile("shop-1.0.jar", "a".repeat(64), "b".repeat(64))),
                        service.before(),
                        service.after())));

        assertThat(kinds(SLOW.observed())).contains("IDENTITY_NOT_PROVEN");
    }

    @Test
    void a_mock_is_told_by_what_it_did_not_do() throws IOException {
        Session.Closed genuine = SLOW.closed(folder);
        Service service = genuine.service();
        Service.Sight mock = new Service.Sight(
                new Service.Ours(), List.of(new Service.Shown("an unknown URN is not found", false, "status 200")));
        close(closed(
                genuine,
                new Service(
                        service.baseUrl(),
                        service.process(),
                        service.nonce(),
                        service.started(),
                        mock,
                        service.after())));

        assertThat(kinds(SLOW.observed())).contains("UNLIKE_THE_SERVICE");
    }

    @Test
    void a_clock_that_was_set_is_noted_and_decides_nothing() throws IOException {
        GenuineBundle fast = GenuineBundle.of(PLAIN, 60, 100);
        fast.write(folder);
        Session.Closed genuine = fast.closed(folder);
        Session.Clock clock = genuine.clock();
        SessionFile.write(
                folder.session(),
                fast.session(new Session.Closed(
                        genuine.log(),
                        genuine.warmUp(),
                        new Session.Clock(clock.beganAt(), clock.scheduleBeganMs(), clock.endedMs(), -3_600_000),
                        genuine.rounds(),
                        genuine.service(),
                        genuine.machine(),
                        genuine.readinessRequests())));

        JsonNode verdict = judged(fast.observed());
        assertThat(verdict.path("verdict").asText()).isEqualTo("PASS");
        assertThat(verdict.path("notes").path(0).asText())
                .startsWith("CLOCK_JUMPED: the time of day was set by -3600000");
    }

    private void edit(UnaryOperator<String> change) throws IOException {
        String before = Files.readString(folder.samples());
        String after = change.apply(before);
        assertThat(after).as("the cheat changes something").isNotEqualTo(before);
        Files.writeString(folder.samples(), after);
    }

    private int cut(String what) throws IOException {
        List<String> left = new ArrayList<>(Files.readAllLines(folder.samples()));
        left.removeIf(line -> line.contains(what));
        Files.write(folder.samples(), left);
        return left.size();
    }

    private void close(Session.Closed closed) throws IOException {
        SessionFile.write(folder.session(), SLOW.session(closed));
    }

    private Session.Closed closed(Session.Closed genuine, int records, Map<String, Session.Rounds> rounds)
            throws IOException {
        return new Session.Closed(
                new Session.Log(records, FileDigest.of(folder.samples()).sha256()),
                genuine.warmUp(),
                genuine.clock(),
                rounds,
                genuine.service(),
                genuine.machine(),
                genuine.readinessRequests());
    }

    private static Session.Closed closed(Session.Closed genuine, Service service) {
        return new Session.Closed(
                genuine.log(),
                genuine.warmUp(),
                genuine.clock(),
                genuine.rounds(),
                service,
                genuine.machine(),
                genuine.readinessRequests());
    }

    private static Observed observed(Observed now, GitState source) {
        return new Observed(now.project(), source, now.artifact(), now.termsSha256());
    }

    /** What is not a pass: the kind of a fault of the evidence, or the verdict and the metric of a limit. */
    private List<String> kinds(Observed observed) throws IOException {
        List<String> kinds = new ArrayList<>();
        for (JsonNode finding : judged(observed).path("findings")) {
            if (!finding.path("verdict").asText().equals("PASS")) {
                kinds.add(
                        finding.has("kind")
                                ? finding.path("kind").asText()
                                : finding.path("verdict").asText() + " "
                                        + finding.path("metric").asText());
            }
        }
        return kinds;
    }

    private List<String> sentences(Observed observed) throws IOException {
        List<String> sentences = new ArrayList<>();
        judged(observed)
                .path("findings")
                .forEach(finding -> sentences.add(finding.path("sentence").asText()));
        return sentences;
    }

    private JsonNode judged(Observed observed) throws IOException {
        Session session = SessionFile.read(folder.session());
        String verdict = BundleJudge.of(folder, session, StepFilter.ALL, observed)
                .judge()
                .verdict();
        return JsonMapper.builder().build().readTree(verdict);
    }
}
