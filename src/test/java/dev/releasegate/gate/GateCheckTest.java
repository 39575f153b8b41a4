package dev.releasegate.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.releasegate.evidence.FileDigest;
import dev.releasegate.evidence.Session;
import dev.releasegate.evidence.SessionFile;
import dev.releasegate.report.ReportLine;
import dev.releasegate.summary.StepFilter;
import dev.releasegate.verdict.Rule;
import dev.releasegate.verdict.SequentialRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateCheckTest {
    private static final Rule PLAIN = new Rule.Plain(3);
    private static final GenuineBundle FAST = GenuineBundle.of(PLAIN, 3, 250);
    private static final String IDENTITY =
            "identity I4: the process that was started ran the artifact of this build (process 4711 (java))";

    @TempDir
    private Path directory;

    private RunFolder folder;

    @BeforeEach
    void name_the_folder() {
        folder = new RunFolder(directory.resolve("release-gate"));
    }

    @Test
    void what_this_build_measured_and_every_limit_allows_passes() throws IOException {
        FAST.write(folder);

        GateResult result = check("s-7");

        assertThat(result)
                .isEqualTo(new GateResult.Passed(List.of(
                        ReportLine.info("Release gate PASS: every limit holds (3 samples of 1 session,"
                                + " budgets pom.xml, rule plain)"),
                        ReportLine.info("PASS          cart  p95 250 ms <= 300 ms (50 ms headroom)"
                                + "  n=3 ok=3 err=0 unknown=0"),
                        ReportLine.info(
                                "machine       control p50 0.2 ms, p95 0.2 ms; sender late p50 0.01 ms, p99 0.01 ms"),
                        ReportLine.info(IDENTITY),
                        ReportLine.info("evidence sha256:"
                                + FileDigest.of(folder.statement()).sha256()
                                + " (statement.json), commit " + "c".repeat(40)),
                        ReportLine.info("samples  " + folder.samples()),
                        ReportLine.info("verdict  " + folder.verdict()))));
        assertVerdict("PASS", 0);
    }

    @Test
    void a_broken_limit_stops_the_release() throws IOException {
        GenuineBundle.of(PLAIN, 3, 312.5).write(folder);

        assertStopped(
                check("s-7"),
                "cart  p95 312.5 ms > 300 ms (+12.5 ms, +4.2%)  n=3 ok=3 err=0 unknown=0\n"
                        + "Release gate FAIL; all of it in " + folder.verdict());
        assertVerdict("FAIL", 3);
    }

    @Test
    void no_measurement_at_all_is_not_judged() throws IOException {
        assertNotJudged(
                check("s-7"),
                "there is no measurement in " + folder.directory()
                        + ". Is the goal release-gate:probe bound to this build, in the same execution as"
                        + " release-gate:check? A log from elsewhere is judged with -Drelease-gate.samples=FILE.");
    }

    @Test
    void a_session_record_that_cannot_be_read_is_not_judged() throws IOException {
        Files.createDirectories(folder.directory());
        Files.writeString(folder.session(), "{}");
        SampleLog.write(folder.samples(), "s-1", 3, 250);

        assertNotJudged(
                check("s-7"),
                "the session record cannot be read: session.json is no session record:"
                        + " \"schemaVersion\" must be a whole number");
    }

    @Test
    void a_measurement_that_this_build_did_not_take_is_stale() throws IOException {
        FAST.write(folder);
        Evidence evidence = new Evidence.OwnSession(folder, Optional.empty(), FAST.observed());

        assertInconclusive(
                check(evidence),
                "the samples are of session s-7, measured at 2026-11-23T16:44:10.000123Z and not by this build:"
                        + " bind release-gate:probe to the same execution, or judge that log as it is with"
                        + " -Drelease-gate.samples=" + folder.samples());
    }

    @Test
    void a_measurement_of_another_session_than_this_build_ran_is_stale() throws IOException {
        FAST.write(folder);

        assertInconclusive(
                check("s-2"),
                "the samples are of session s-7, measured at 2026-11-23T16:44:10.000123Z and not by this build,"
                        + " which ran session s-2: bind release-gate:probe to the same execution, or judge that log"
                        + " as it is with -Drelease-gate.samples=" + folder.samples());
    }

    @Test
    void a_session_that_never_ended_is_no_evidence() throws IOException {
        FAST.writeSamples(folder);
        ended(FAST, new Session.Open());

        assertInconclusive(check("s-7"), "session s-7 began and never ended: half a run is no evidence");
    }

    @Test
    void a_session_that_was_skipped_is_no_evidence() throws IOException {
        ended(FAST, new Session.Skipped("release-gate.skip is set"));

        assertInconclusive(check("s-7"), "nothing was measured: the probe was skipped (release-gate.skip is set)");
    }

    @Test
    void what_could_not_be_measured_is_told_with_the_last_lines_of_the_service() throws IOException {
        ended(FAST, new Session.NotMeasured("cannot start", List.of("no database", "##[error]\u001b[31mbye")));

        GateResult result = check("s-7");

        assertThat(result)
                .isEqualTo(new GateResult.NotJudged(
                        List.of(
                                ReportLine.error("Release gate INCONCLUSIVE: could not judge: cannot start"),
                                ReportLine.error("The last lines that the service wrote:"),
                                ReportLine.error("  | no database"),
                                ReportLine.error("  | ##\\u005berror]\\u001b[31mbye"),
                                ReportLine.info("verdict  " + folder.verdict())),
                        "cannot start"));
        assertVerdict("INCONCLUSIVE", 1);
    }

    @Test
    void a_service_that_died_fails_even_if_every_limit_holds() throws IOException {
        FAST.write(folder);
        ended(FAST, new Session.ServiceDied(3, "the service ended with exit code 3", List.of("out of memory")));

        GateResult result = check("s-7");

        assertStopped(
                result, "the service ended with exit code 3\nRelease gate FAIL; all of it in " + folder.verdict());
        assertThat(result.lines())
                .contains(ReportLine.error("The last lines that the service wrote:"))
                .contains(ReportLine.error("  | out of memory"))
                .anyMatch(line -> line.text().startsWith("PASS          cart  p95 250 ms"));
        assertVerdict("FAIL", 3);
    }

    @Test
    void a_closed_session_without_its_log_is_not_judged() throws IOException {
        FAST.write(folder);
        Files.delete(folder.samples());

        assertNotJudged(
                check("s-7"), "there is no perf log at " + folder.samples() + ": nothing was measured, or not there.");
    }

    @Test
    void a_given_log_passes_whoever_measured_it() throws IOException {
        Path log = directory.resolve("given.jsonl");
        SampleLog.write(log, "from-last-week", 3, 250);

        assertThat(check(log)).isInstanceOf(GateResult.Passed.class);
        assertVerdict("PASS", 0);
        assertThat(verdict().path("samples").asText()).isEqualTo(log.toString());
    }

    @Test
    void a_given_log_fails_a_broken_limit() throws IOException {
        Path log = directory.resolve("given.jsonl");
        SampleLog.write(log, "from-last-week", 3, 301);

        assertStopped(
                check(log),
                "cart  p95 301 ms > 300 ms (+1 ms, +0.3%)  n=3 ok=3 err=0 unknown=0\n"
                        + "Release gate FAIL; all of it in " + folder.verdict());
        assertVerdict("FAIL", 3);
    }

    /** 14 slow of 100 are evidence of 121 to 1: enough for one limit in all, and too little for one of two. */
    @ParameterizedTest(name = "one of {0} limits: {1}")
    @CsvSource({"1, FAIL", "2, INCONCLUSIVE"})
    void a_limit_that_is_judged_alone_still_shares_the_chance_with_the_others(int wagers, String verdict)
            throws IOException {
        SampleLog.write(folder.samples(), "from-last-week", 100, i -> i % 7 == 0 && i < 98 ? 999 : 1);
        Rule rule = new Rule.Sequential(SequentialRule.DEFAULT);
        new GateCheck(
                        new Evidence.GivenLog(folder.samples(), GenuineBundle.BUDGETS, rule, wagers),
                        new StepFilter(Optional.of("shop"), Optional.of("cart")),
                        true,
                        folder.verdict(),
                        Optional.empty())
                .run();
        assertThat(verdict().path("verdict").asText()).isEqualTo(verdict);
    }

    @Test
    void a_given_log_with_too_few_samples_decides_nothing() throws IOException {
        Path log = directory.resolve("given.jsonl");
        SampleLog.write(log, "from-last-week", 2, 250);

        assertStopped(
                check(log),
                "cart  p95: 2 of the 3 samples that a verdict needs; so far 250 ms <= 300 ms (50 ms headroom)"
                        + "  n=2 ok=2 err=0 unknown=0\n"
                        + "Release gate INCONCLUSIVE; all of it in " + folder.verdict());
        assertVerdict("INCONCLUSIVE", 2);
    }

    @Test
    void a_given_log_that_is_missing_is_not_judged() throws IOException {
        Path log = directory.resolve("given.jsonl");

        assertNotJudged(check(log), "there is no perf log at " + log + ": nothing was measured, or not there.");
    }

    @Test
    void a_given_log_that_is_empty_decides_nothing() throws IOException {
        Path log = Files.createFile(directory.resolve("given.jsonl"));

        GateResult result = check(log);

        assertThat(result)
                .asInstanceOf(type(GateResult.Stopped.class))
                .extracting(GateResult.Stopped::message)
                .asString()
                .startsWith("given.jsonl is empty: nothing was measured, so nothing can pass.\n");
        assertVerdict("INCONCLUSIVE", 2);
    }

    @Test
    void a_verdict_replaces_the_one_before() throws IOException {
        Path log = directory.resolve("given.jsonl");
        SampleLog.write(log, "from-last-week", 3, 250);
        check(log);
        assertVerdict("PASS", 0);

        check(directory.resolve("missing.jsonl"));

        assertVerdict("INCONCLUSIVE", 1);
    }

    @Test
    void a_check_that_is_skipped_is_no_pass() throws IOException {
        GateCheck.skip(folder.verdict(), "release-gate.skip is set");

        assertVerdict("SKIPPED", 1);
        assertThat(verdict().path("reason").asText()).isEqualTo("release-gate.skip is set");
    }

    @Test
    void what_weakens_a_verdict_is_told_and_what_strengthens_it_is_not() {
        SequentialRule usual = SequentialRule.DEFAULT;

        assertThat(by(usual)).isEqualTo("budgets pom.xml");
        assertThat(by(usual.withAlpha(0.001).withSamples(100, 3_000).withMinElapsedMs(60_000)))
                .isEqualTo("budgets pom.xml");
        assertThat(by(usual.withMinElapsedMs(0))).isEqualTo("budgets pom.xml, quick: no minimum duration");
        assertThat(by(usual.withMinElapsedMs(1).withAlpha(0.4).withSamples(1, 3_000)))
                .isEqualTo("budgets pom.xml, minDuration 1 ms, alpha 0.4, minSamples 1");
    }

    private static String by(SequentialRule numbers) {
        return GateCheck.by(GenuineBundle.BUDGETS, new Rule.Sequential(numbers));
    }

    @Test
    void no_statement_outlives_its_verdict() throws IOException {
        FAST.write(folder);
        check("s-7");
        assertThat(folder.statement()).exists();
        assertThat(folder.predicate()).exists();

        GateCheck.refuse(folder.verdict(), "unknown parameter <budgetz>");
        assertThat(folder.statement()).doesNotExist();
        assertThat(folder.predicate()).doesNotExist();

        check("s-7");
        GateCheck.skip(folder.verdict(), "release-gate.skip is set");
        assertThat(folder.statement()).doesNotExist();
    }

    @Test
    void a_refused_configuration_replaces_an_older_verdict_and_makes_no_new_one() throws IOException {
        GateCheck.refuse(folder.verdict(), "unknown parameter <budgetz>");
        assertThat(folder.verdict()).doesNotExist();

        Files.createDirectories(folder.directory());
        Files.writeString(folder.verdict(), "{\"verdict\":\"PASS\",\"exitCode\":0}");
        GateCheck.refuse(folder.verdict(), "unknown parameter <budgetz>");
        assertVerdict("INCONCLUSIVE", 1);
    }

    @Test
    void samples_that_were_changed_after_the_probe_are_no_evidence() throws IOException {
        GenuineBundle.of(PLAIN, 3, 999).write(folder);
        Measurement left = Measurement.left("s-7", folder);
        FAST.write(folder); // as many, but faster

        assertInconclusive(check(new Evidence.OwnSession(folder, Optional.of(left), FAST.observed())), changed());
    }

    @Test
    void a_session_record_that_was_changed_after_the_probe_is_no_evidence() throws IOException {
        FAST.write(folder);
        ended(FAST, new Session.ServiceDied(3, "the service ended", List.of()));
        Measurement left = Measurement.left("s-7", folder);
        FAST.write(folder);

        assertInconclusive(check(new Evidence.OwnSession(folder, Optional.of(left), FAST.observed())), changed());
    }

    private String changed() {
        return "samples.jsonl or session.json in " + folder.directory()
                + " was changed after the probe had written it: what is there now was not measured. Find out who does"
                + " that, and measure again.";
    }

    private void ended(GenuineBundle bundle, Session.State state) throws IOException {
        Files.createDirectories(folder.directory());
        SessionFile.write(folder.session(), bundle.session(state));
    }

    private GateResult check(String justRun) throws IOException {
        Optional<Measurement> measured = Optional.of(Measurement.left(justRun, folder));
        return check(new Evidence.OwnSession(folder, measured, FAST.observed()));
    }

    private GateResult check(Path log) throws IOException {
        return check(new Evidence.GivenLog(log, GenuineBundle.BUDGETS, PLAIN, 1));
    }

    private GateResult check(Evidence evidence) throws IOException {
        return new GateCheck(evidence, StepFilter.ALL, true, folder.verdict(), Optional.empty()).run();
    }

    private void assertStopped(GateResult result, String message) {
        assertThat(result)
                .asInstanceOf(type(GateResult.Stopped.class))
                .extracting(GateResult.Stopped::message)
                .isEqualTo(message);
    }

    private void assertInconclusive(GateResult result, String sentence) throws IOException {
        assertStopped(result, sentence + "\nRelease gate INCONCLUSIVE; all of it in " + folder.verdict());
        assertVerdict("INCONCLUSIVE", 2);
    }

    private void assertNotJudged(GateResult result, String message) throws IOException {
        assertThat(result)
                .isEqualTo(new GateResult.NotJudged(
                        List.of(
                                ReportLine.error("Release gate INCONCLUSIVE: could not judge: " + message),
                                ReportLine.info("verdict  " + folder.verdict())),
                        message));
        assertVerdict("INCONCLUSIVE", 1);
        assertThat(verdict().path("reason").asText()).isEqualTo(message);
    }

    private void assertVerdict(String verdict, int exitCode) throws IOException {
        assertThat(verdict().path("verdict").asText()).isEqualTo(verdict);
        assertThat(verdict().path("exitCode").asInt(-1)).isEqualTo(exitCode);
    }

    private JsonNode verdict() throws IOException {
        return JsonMapper.builder().build().readTree(Files.readAllBytes(folder.verdict()));
    }
}
