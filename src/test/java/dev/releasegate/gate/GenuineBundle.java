package dev.releasegate.gate;

import dev.releasegate.budget.Budgets;
import dev.releasegate.budget.Limit;
import dev.releasegate.budget.Metric;
import dev.releasegate.budget.StepBudget;
import dev.releasegate.dsse.Sha256;
import dev.releasegate.dsse.Signer;
import dev.releasegate.dsse.SigningKey;
import dev.releasegate.dsse.UnusableKeyException;
import dev.releasegate.evidence.Artifact;
import dev.releasegate.evidence.FileDigest;
import dev.releasegate.evidence.GitState;
import dev.releasegate.evidence.IdentityLevel;
import dev.releasegate.evidence.Observed;
import dev.releasegate.evidence.Origin;
import dev.releasegate.evidence.Service;
import dev.releasegate.evidence.Session;
import dev.releasegate.evidence.SessionFile;
import dev.releasegate.evidence.Terms;
import dev.releasegate.evidence.TermsFile;
import dev.releasegate.probe.Arrivals;
import dev.releasegate.probe.Schedule;
import dev.releasegate.record.Circumstances;
import dev.releasegate.record.Control;
import dev.releasegate.record.InstanceProof;
import dev.releasegate.record.Outcome;
import dev.releasegate.record.PerfLogWriter;
import dev.releasegate.record.PerfRecord;
import dev.releasegate.record.Phase;
import dev.releasegate.record.RequestId;
import dev.releasegate.record.Step;
import dev.releasegate.record.Timing;
import dev.releasegate.summary.StepFilter;
import dev.releasegate.verdict.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;

/**
 * What a probe leaves in its folder, made by hand from the schedule that it seals: samples of the step cart of the tool
 * shop, each at the moment at which it was due.
 *
 * @param seed of the schedule, of the nonce and of the names of the requests
 * @param rule how a verdict is come to
 * @param samples how many there are
 * @param ms the latency of each, by its round
 */
record GenuineBundle(long seed, Rule rule, int samples, IntToDoubleFunction ms) {
    static final Instant BEGAN = Instant.parse("2026-11-23T16:44:10.000123Z");
    static final Step CART = new Step("shop", "cart");
    static final Budgets BUDGETS =
            new Budgets("pom.xml", List.of(new StepBudget(CART, List.of(new Limit(Metric.P95, 300)))));
    static final Artifact JAR = new Artifact("shop-1.0.jar", "a".repeat(64));
    static final GitState COMMIT = new GitState.Known("c".repeat(40), "d".repeat(40), false, Optional.empty());

    private static final double SCHEDULE_BEGAN_MS = 1_234.567891;
    private static final double RATE = 25;
    private static final Duration LONGEST = Duration.ofMinutes(2);

    /** Samples of which each took as long as the others. */
    static GenuineBundle of(Rule rule, int samples, double ms) {
        return new GenuineBundle(7, rule, samples, round -> ms);
    }

    String sessionId() {
        return "s-" + seed;
    }

    Terms terms() {
        return new Terms(BUDGETS, rule, IdentityLevel.I4);
    }

    /** What is there when it is judged, and fits it. */
    Observed observed() {
        return new Observed("shop:shop:1.0", COMMIT, Optional.of(JAR), Sha256.hex(TermsFile.bytes(terms())));
    }

    InstanceProof nonce() {
        return InstanceProof.ofNonce("%064x".formatted(seed));
    }

    /** Writes all of it. */
    void write(RunFolder folder) throws IOException {
        writeSamples(folder);
        Files.write(folder.terms(), TermsFile.bytes(terms()));
        SessionFile.write(folder.session(), session(closed(folder)));
    }

    /** Writes all of it and has it judged, as a build does. */
    GateResult judge(RunFolder folder, Optional<SigningKey> key) throws IOException {
        write(folder);
        return check(folder, key);
    }

    /** Has what lies there judged, as the build does whose measurement it is. */
    GateResult check(RunFolder folder, Optional<SigningKey> key) throws IOException {
        Evidence own = new Evidence.OwnSession(folder, Optional.of(Measurement.left(sessionId(), folder)), observed());
        return new GateCheck(own, StepFilter.ALL, false, folder.verdict(), key).run();
    }

    /** The key of somebody, as the gate takes it. */
    static SigningKey key(Signer signer) throws UnusableKeyException {
        String base64 =
                Base64.getEncoder().encodeToString(signer.pair().getPrivate().getEncoded());
        return SigningKey.read("-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n");
    }

    /** Writes the samples alone. */
    void writeSamples(RunFolder folder) throws IOException {
        Files.createDirectories(folder.directory());
        Files.deleteIfExists(folder.samples());
        try (PerfLogWriter log = PerfLogWriter.create(folder.samples())) {
            Schedule schedule = new Schedule(List.of("cart"), plan());
            for (int round = 0; round < samples; round++) {
                log.write(sample(round, schedule.next().orElseThrow().dueNanos()));
            }
        }
    }

    Session session(Session.State state) {
        return new Session(
                sessionId(),
                "shop",
                BEGAN,
                new Origin("shop:shop:1.0", COMMIT, true, Optional.of(JAR), Map.of("os", "Linux")),
                Optional.of(new Session.Settled(
                        Map.of(
                                "rate", "25",
                                "arrivals", "jittered",
                                "seed", Long.toString(seed),
                                "maxDuration", "120000ms"),
                        List.of("cart"),
                        Sha256.hex(TermsFile.bytes(terms())),
                        nonce().nonceSha256())),
                state);
    }

    Session.Closed closed(RunFolder folder) throws IOException {
        Service.Sight ours = new Service.Sight(new Service.Ours(), List.of());
        return new Session.Closed(
                new Session.Log(samples, FileDigest.of(folder.samples()).sha256()),
                new Session.WarmUp(0, false),
                new Session.Clock(BEGAN, SCHEDULE_BEGAN_MS, 200_000, 0.25),
                Map.of("cart", new Session.Rounds(samples, 0)),
                new Service(
                        "http://127.0.0.1:40123",
                        Optional.of(new Service.StartedProcess(4711, "ticks 12345", "boot", "process 4711 (java)")),
                        nonce().nonce(),
                        Optional.of(new Service.StartedFile(JAR.name(), JAR.sha256(), JAR.sha256())),
                        ours,
                        ours),
                Map.of("gcMs", 1.0),
                3);
    }

    private Schedule.Plan plan() {
        return new Schedule.Plan(RATE, Arrivals.JITTERED, seed, rule.maxSamples(), LONGEST.toNanos(), false);
    }

    private PerfRecord sample(int round, long dueNanos) {
        double latencyMs = ms.applyAsDouble(round);
        double dueMs = (Math.round(SCHEDULE_BEGAN_MS * 1e6) + dueNanos) / 1e6;
        RequestId id = RequestId.of("request-" + seed + "-" + round).orElseThrow();
        Timing timing = new Timing(
                dueMs,
                0,
                0.01,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.of(latencyMs / 2),
                OptionalDouble.of(0.02));
        return new PerfRecord(
                BEGAN.plusNanos(Math.round(dueMs * 1e6)),
                sessionId(),
                CART,
                latencyMs,
                Outcome.SUCCESS,
                new Circumstances(
                        Phase.MEASURED,
                        Optional.of(timing),
                        Optional.of(new Control.Took(0.2)),
                        Optional.of(id),
                        Optional.of(nonce().of(id))));
    }
}
