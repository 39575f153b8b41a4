package dev.releasegate.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.releasegate.budget.Budgets;
import dev.releasegate.budget.Limit;
import dev.releasegate.budget.Metric;
import dev.releasegate.budget.StepBudget;
import dev.releasegate.evidence.GitState;
import dev.releasegate.evidence.IdentityLevel;
import dev.releasegate.evidence.Origin;
import dev.releasegate.evidence.Service;
import dev.releasegate.evidence.Session;
import dev.releasegate.evidence.SessionFile;
import dev.releasegate.probe.Arrivals;
import dev.releasegate.probe.ProbePlan;
import dev.releasegate.record.PerfLogReader;
import dev.releasegate.record.Step;
import dev.releasegate.report.ReportLine;
import dev.releasegate.service.Lease;
import dev.releasegate.service.ServiceProcess;
import dev.releasegate.summary.LogSummary;
import dev.releasegate.summary.StepFilter;
import dev.releasegate.summary.StepSummary;
import dev.releasegate.summary.Summarizer;
import dev.releasegate.verdict.Rule;
import dev.releasegate.verdict.SequentialRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ProbeRunTest {
    private static final Pattern PROBING =
            Pattern.compile("Probing (http://127\\.0\\.0\\.1:[0-9]+) \\(pid ([0-9]+)\\): (.*)");

    /** What the key and the nonce look like. */
    private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");

    private static final ProbeRun.Demand DEMAND = new ProbeRun.Demand(
            new Origin("shop:shop:1.0", new GitState.NotKnown("no repository"), true, Optional.empty(), Map.of()),
            IdentityLevel.I0);
    /** What looks like them and is no secret. */
    private static final Pattern PROOF = Pattern.compile("\"proof\":\"[0-9a-f]{64}\"");

    private final List<ReportLine> console = new ArrayList<>();

    @TempDir
    private Path directory;

    private RunFolder folder;

    @BeforeEach
    void name_the_folder() {
        folder = new RunFolder(directory.resolve("release-gate"));
    }

    @Test
    void every_step_is_asked_as_often_as_planned_and_the_service_is_ended() throws IOException {
        UserService shop = Shop.dyingAfter(1000, directory);

        Session session = after(new ProbeRun(shop, folder, sampling(5), DEMAND, console::add).run());

        assertThat(SessionFile.read(folder.session())).isEqualTo(session);
        assertThat(session.tool()).isEqualTo("shop");
        assertThat(session.settled().orElseThrow().plan())
                .containsEntry("minSamples", "5")
                .containsEntry("seed", "7");
        Session.Closed closed = assertInstanceOf(Session.Closed.class, session.state());
        assertThat(closed.log().records()).isEqualTo(12);
        assertThat(closed.readinessRequests()).isPositive();
        assertThat(closed.clock().beganAt()).isAfterOrEqualTo(session.startedAt());
        assertThat(closed.rounds())
                .isEqualTo(Map.of("cart", new Session.Rounds(5, 0), "search", new Session.Rounds(5, 0)));
        LogSummary log = log();
        assertThat(log.sessionNames()).containsExactly(session.id());
        assertThat(log.steps())
                .extracting(
                        StepSummary::step,
                        step -> step.counts().success(),
                        step -> step.counts().all())
                .containsExactly(tuple(new Step("shop", "cart"), 5L, 5L), tuple(new Step("shop", "search"), 5L, 5L));
        assertThat(Files.readString(folder.serviceOutput())).startsWith("open on port ");
        assertThat(console)
                .extracting(ReportLine::level)
                .containsOnly(ReportLine.Level.INFO)
                .hasSize(5);
        assertThat(console.get(0).text()).isEqualTo("Starting " + shop.words() + "; session " + session.id());
        assertThat(probing().group(3)).isEqualTo("2 steps, 200 requests a second to each, jittered");
        assertThat(console.get(2).text())
                .isEqualTo("Not warmed up (warmUp=0s): one request to each step, and then the samples");
        assertThat(console.get(3).text()).startsWith("The machine meanwhile: ").contains("; forced writes p50 ");
        assertThat(console.get(4).text())
                .isEqualTo("12 samples in " + folder.samples() + ", those of the warm-up among them");
        assertNothingIsLeft();
    }

    @Test
    void a_step_is_asked_until_its_limits_are_decided_and_no_longer() throws IOException {
        ProbePlan plan = sampling(1).plan();
        SequentialRule numbers = SequentialRule.DEFAULT.withMinElapsedMs(0);
        Budgets budgets = new Budgets(
                "pom.xml", List.of(new StepBudget(new Step("shop", "cart"), List.of(new Limit(Metric.P95, 5_000)))));
        Sampling sampling = new Sampling(plan, new Rule.Sequential(numbers), budgets);

        after(new ProbeRun(Shop.dyingAfter(5000, directory), folder, sampling, DEMAND, console::add).run());

        assertThat(SessionFile.read(folder.session()).settled().orElseThrow().plan())
                .containsEntry("alpha", "0.01")
                .containsEntry("minDuration", "0ms");
        StepSummary cart = log().of(new Step("shop", "cart")).orElseThrow();
        StepSummary search = log().of(new Step("shop", "search")).orElseThrow();
        assertThat(cart.counts().all()).as("a p95 takes 109").isBetween(109L, 1000L);
        assertThat(search.counts().all())
                .as("no limit takes more than 50; where one look ends both, some requests are on their way")
                .isBetween(50L, cart.counts().all() + 50);
        assertThat(cart.series().disturbanceMs(0)).as("its control was sent").isPositive();
    }

    @Test
    void what_can_never_pass_is_told_before_it_is_tried() throws IOException {
        Budgets budgets = new Budgets(
                "pom.xml", List.of(new StepBudget(new Step("shop", "cart"), List.of(new Limit(Metric.P99, 5_000)))));
        Rule rule =
                new Rule.Sequential(SequentialRule.DEFAULT.withSamples(50, 500).withMinElapsedMs(0));

        new ProbeRun(
                        Shop.startedBy(List.of("/no/such/program"), directory),
                        folder,
                        new Sampling(sampling(1).plan(), rule, budgets),
                        DEMAND,
                        console::add)
                .run();

        assertThat(console)
                .contains(ReportLine.warn("cart p99 cannot pass: that takes 551 samples at least, and there are 500 at"
                        + " most (maxSamples=500, rate x maxDuration=12000)"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Sampling(
                        sampling(1).plan(),
                        new Rule.Sequential(SequentialRule.DEFAULT.withMinElapsedMs(61_000)),
                        budgets))
                .withMessage("minDuration is 61000 ms, but there are samples of 15000 ms at most (maxDuration,"
                        + " maxSamples / rate), and it takes 2 requests more than minDuration: nothing could pass."
                        + " Change one of them, or set quick");
        Rule asLongAsThereIs = new Rule.Sequential(SequentialRule.DEFAULT.withMinElapsedMs(15_000));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Sampling(sampling(1).plan(), asLongAsThereIs, budgets));
    }

    @Test
    void a_service_that_dies_is_told_with_its_exit_code_and_its_last_lines() throws IOException {
        Session session =
                after(new ProbeRun(Shop.dyingAfter(7, directory), folder, sampling(5), DEMAND, console::add).run());

        Session.ServiceDied died = assertInstanceOf(Session.ServiceDied.class, session.state());
        assertThat(died.records())
                .as("7 successes and the requests until its end was seen")
                .isBetween(8L, 20L);
        assertThat(died.reason()).isEqualTo("the service ended with exit code 3 after " + died.records() + " requests");
        assertThat(died.lastOutput()).hasSize(2).last().isEqualTo("out of memory");
        assertThat(console)
                .last()
                .isEqualTo(
                        ReportLine.warn("Not measured to the end: " + died.reason() + ". The check will report it."));
        assertThat(log().records()).isEqualTo(died.records());
        assertThat(log().steps().stream()
                        .mapToLong(step -> step.counts().success())
                        .sum())
                .as("two of the seven warmed it up")
                .isEqualTo(5);
        assertThat(SessionFile.read(folder.session())).isEqualTo(session);
        assertNothingIsLeft();
    }

    @Test
    void a_command_that_does_not_exist_is_written_down_for_the_check() throws IOException {
        Path nothing = directory.resolve("no-such-program");

        Session session = after(new ProbeRun(
                        Shop.startedBy(List.of(nothing.toString()), directory),
                        folder,
                        sampling(5),
                        DEMAND,
                        console::add)
                .run());

        String reason = "cannot start the service: Cannot run program \"" + nothing + "\" (in directory \"" + directory
                + "\"): error=2, No such file or directory";
        assertThat(session.state()).isEqualTo(new Session.NotMeasured(reason, List.of()));
        assertThat(SessionFile.read(folder.session())).isEqualTo(session);
        assertThat(folder.samples()).doesNotExist();
        assertThat(console)
                .containsExactly(
                        ReportLine.info("Starting " + nothing + "; session " + session.id()),
                        ReportLine.warn("Not measured: " + reason + ". The check will report it."));
    }

    @Test
    void a_service_that_does_not_come_up_is_written_down_with_its_last_lines() throws IOException {
        Session session = after(new ProbeRun(
                        Shop.startedBy(List.of("sh", "-c", "echo no database; exit 4"), directory),
                        folder,
                        sampling(5),
                        DEMAND,
                        console::add)
                .run());

        assertThat(session.state())
                .isEqualTo(new Session.NotMeasured(
                        "the service ended with exit code 4 before it was ready", List.of("no database")));
        assertThat(SessionFile.read(folder.session())).isEqualTo(session);
    }

    @Test
    void an_interrupted_probe_is_written_down_and_stays_interrupted() throws IOException {
        UserService silent = Shop.startedBy(List.of("sleep", "60"), directory);

        Session session = after(new ProbeRun(
                        silent,
                        folder,
                        sampling(5),
                        DEMAND,
                        line -> Thread.currentThread().interrupt())
                .run());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(session.state()).isEqualTo(new Session.NotMeasured("the probe was interrupted", List.of()));
        assertThat(SessionFile.read(folder.session())).isEqualTo(session);
    }

    @Test
    void the_evidence_of_an_older_run_is_gone_even_if_nothing_can_be_measured() throws IOException {
        SampleLog.write(folder.samples(), "s-0", 3, 1);
        Files.writeString(folder.verdict(), "{\"verdict\":\"PASS\",\"exitCode\":0}");

        new ProbeRun(Shop.startedBy(List.of("/no/such/program"), directory), folder, sampling(5), DEMAND, console::add)
                .run();

        assertThat(folder.directory().toFile().list()).containsExactlyInAnyOrder("session.json", "terms.json");
    }

    @Test
    void a_folder_that_another_build_measures_into_is_let_alone() throws Exception {
        Lease lease = Lease.take(folder.directory(), line -> {});
        Files.writeString(folder.samples(), "theirs");
        UserService theirs = Shop.startedBy(List.of("sleep", "100"), directory);
        try (ServiceProcess other =
                ServiceProcess.start(theirs.service(), lease, directory.resolve("theirs.log"), () -> {})) {
            assertThatIOException()
                    .isThrownBy(() -> new ProbeRun(theirs, folder, sampling(1), DEMAND, console::add).run())
                    .withMessageMatching("another build, process [0-9]+ .*, is measuring into .*"
                            + other.identity().words().replaceAll("[()]", ".") + " is its service.*");

            assertThat(folder.samples()).hasContent("theirs");
            assertThat(other.isAlive()).isTrue();
        }
        assertThat(console).isEmpty();
    }

    @Test
    void every_run_is_a_session_of_its_own() throws IOException {
        UserService nothing = Shop.startedBy(List.of("/no/such/program"), directory);

        assertThat(new ProbeRun(nothing, folder, sampling(1), DEMAND, console::add)
                        .run()
                        .sessionId())
                .isNotEqualTo(new ProbeRun(nothing, folder, sampling(1), DEMAND, console::add)
                        .run()
                        .sessionId());
    }

    @Test
    void a_skipped_probe_removes_older_evidence_and_says_why() throws IOException {
        SampleLog.write(folder.samples(), "s-0", 3, 1);
        Files.writeString(folder.session(), "{}");

        Session session = after(ProbeRun.skip(new BundledRegistry(), folder, "release-gate.skip is set"));

        assertThat(session.state()).isEqualTo(new Session.Skipped("release-gate.skip is set"));
        assertThat(SessionFile.read(folder.session())).isEqualTo(session);
        assertThat(folder.samples()).doesNotExist();
    }

    @Test
    void a_service_of_a_user_needs_an_endpoint_and_has_no_budgets_of_its_own() throws IOException {
        UserService shop = Shop.dyingAfter(0, directory);

        assertThat(shop.defaultBudgets()).isEmpty();
        assertThat(shop.steps()).containsExactly(new Step("shop", "search"), new Step("shop", "cart"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UserService("shop", shop.service(), List.of()))
                .withMessage("there is no endpoint, so there is nothing to probe");
    }

    @Test
    void the_bundled_registry_has_budgets_for_exactly_its_steps() throws Exception {
        BundledRegistry registry = new BundledRegistry();

        assertThat(registry.defaultBudgets()).contains(Budgets.BUILT_IN);
        Budgets.BUILT_IN.requireSteps(registry.steps());
        assertThat(registry.steps()).hasSameSizeAs(Budgets.BUILT_IN.steps());
    }

    @Test
    void the_bundled_registry_counts_the_samples_and_the_proofs_and_nothing_else() throws IOException {
        Session session = after(new ProbeRun(new BundledRegistry(), folder, sampling(3), DEMAND, console::add).run());

        Session.Closed closed = assertInstanceOf(Session.Closed.class, session.state());
        assertThat(closed.log().records()).isEqualTo(20);
        assertThat(Files.readAllLines(folder.serviceOutput()))
                .last()
                .isEqualTo(
                        "{\"stopped\":{\"requests\":{\"health\":" + (4 + closed.readinessRequests())
                                + ",\"openapi\":4,\"metrics\":0,\"registry_get\":18,\"registry_put\":8,\"resolve\":6,\"query\":0,\"options\":0,\"unmatched\":0}}}");
        assertThat(closed.service().before().shown())
                .as("7 proofs ask to get, 2 to put and 1 to resolve, before the samples and after")
                .hasSize(10)
                .allMatch(Service.Shown::met);
        assertThat(closed.service().after()).isEqualTo(closed.service().before());
        assertThat(log().steps())
                .allSatisfy(step -> assertThat(step.counts().all()).isEqualTo(3))
                .filteredOn(step -> !step.step().name().equals("openapi"))
                .hasSize(4)
                .allSatisfy(step -> assertThat(step.counts().success()).isEqualTo(3));
        assertThat(folder.directory().toFile().list())
                .containsExactlyInAnyOrder("samples.jsonl", "session.json", "service.log", "terms.json");
        for (Path file : List.of(folder.terms(), folder.samples(), folder.serviceOutput())) {
            assertThat(PROOF.matcher(Files.readString(file)).replaceAll("")).doesNotContainPattern(KEY);
        }
        assertNothingIsLeft();
    }

    @Test
    void the_key_and_the_nonce_of_the_bundled_registry_are_in_no_argument_and_in_no_file() throws IOException {
        Subject.Run run = new BundledRegistry().prepare(folder, "s-1");
        assertThat(run.service().endsWithInput()).as("so it needs no guardian").isTrue();
        assertThat(run.service().command().environment())
                .containsOnlyKeys("RELEASE_GATE_REGISTRY_KEY", "RELEASE_GATE_NONCE");
        String key = run.service().command().environment().getOrDefault("RELEASE_GATE_REGISTRY_KEY", "");

        assertThat(key).matches(KEY);
        String nonce = run.instance().nonce();
        assertThat(run.service().command().arguments())
                .noneMatch(argument -> argument.contains(key) || argument.contains(nonce));
        assertThat(new BundledRegistry()
                        .prepare(folder, "s-1")
                        .service()
                        .command()
                        .environment())
                .doesNotContainValue(key);
    }

    /** So many samples of each step, quickly. */
    private static Sampling sampling(int samples) {
        ProbePlan plan = new ProbePlan(
                200, Arrivals.JITTERED, 7, Duration.ofSeconds(60), Duration.ZERO, Duration.ofSeconds(30), 64);
        return new Sampling(plan, new Rule.Plain(samples), Budgets.BUILT_IN);
    }

    private LogSummary log() throws IOException {
        Summarizer summarizer = new Summarizer(StepFilter.ALL);
        PerfLogReader.read(folder.samples(), summarizer);
        return summarizer.summary();
    }

    private Matcher probing() {
        Matcher probing = PROBING.matcher(console.get(1).text());
        assertThat(probing.matches()).as(console.get(1).text()).isTrue();
        return probing;
    }

    private void assertNothingIsLeft() {
        assertThat(ProcessHandle.of(Long.parseLong(probing().group(2)))).isEmpty();
        assertThat(folder.registryData()).doesNotExist();
    }

    /** The session as the run has left it, which is what its build remembers. */
    private Session after(Measurement measured) throws IOException {
        assertThat(measured).isEqualTo(Measurement.left(measured.sessionId(), folder));
        Session session = SessionFile.read(folder.session());
        assertThat(session.id()).isEqualTo(measured.sessionId());
        return session;
    }
}
