package dev.releasegate.gate;

import dev.releasegate.evidence.FileDigest;
import dev.releasegate.evidence.IdentityLevel;
import dev.releasegate.evidence.Observed;
import dev.releasegate.evidence.Session;
import dev.releasegate.evidence.SessionFile;
import dev.releasegate.evidence.Terms;
import dev.releasegate.evidence.TermsFile;
import dev.releasegate.record.InstanceProof;
import dev.releasegate.record.PerfLogReader;
import dev.releasegate.report.Basis;
import dev.releasegate.report.JsonReport;
import dev.releasegate.report.ReportLine;
import dev.releasegate.summary.LogSummary;
import dev.releasegate.summary.StepFilter;
import dev.releasegate.summary.Summarizer;
import dev.releasegate.verdict.EvidenceFinding;
import dev.releasegate.verdict.EvidenceFinding.Kind;
import dev.releasegate.verdict.EvidenceRules;
import dev.releasegate.verdict.Finding;
import dev.releasegate.verdict.Judge;
import dev.releasegate.verdict.Judgement;
import dev.releasegate.verdict.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Judges what a probe left in its folder, from nothing but the files there and what is observed beside them: the check does
 * so in the build, and the audit again, a year later and elsewhere, and both come to the same.
 */
final class BundleJudge {
    private static final String TOOL = "tool";
    private static final String STEP = "step";

    private final RunFolder folder;
    private final Session session;
    private final Terms terms;
    private final StepFilter filter;
    private final Observed observed;

    /**
     * A judge of one run, who holds it to the terms in its folder.
     *
     * @param session of the run, closed, or one whose service died
     * @param filter which of its steps are judged
     * @param observed what must fit it
     * @throws IOException if there are no terms
     */
    static BundleJudge of(RunFolder folder, Session session, StepFilter filter, Observed observed) throws IOException {
        return new BundleJudge(folder, session, TermsFile.read(folder.terms()), filter, observed);
    }

    private BundleJudge(RunFolder folder, Session session, Terms terms, StepFilter filter, Observed observed) {
        this.folder = folder;
        this.session = session;
        this.terms = terms;
        this.filter = filter;
        this.observed = observed;
    }

    /**
     * The same judge again, from what a verdict says it was based on.
     *
     * @param basedOn as the verdict has it
     * @throws IOException if the session or the terms cannot be read
     * @throws IllegalArgumentException if that is not enough to judge again
     */
    static BundleJudge again(RunFolder folder, Map<String, String> basedOn) throws IOException {
        Session session = SessionFile.read(folder.session());
        if (!(session.state() instanceof Session.Closed || session.state() instanceof Session.ServiceDied)) {
            throw new IllegalArgumentException("session.json is of a run that was not measured to its end");
        }
        StepFilter filter =
                new StepFilter(Optional.ofNullable(basedOn.get(TOOL)), Optional.ofNullable(basedOn.get(STEP)));
        return of(folder, session, filter, Observed.of(basedOn));
    }

    /**
     * What came out.
     *
     * @param session that took the samples
     * @param terms that they were held to
     * @param filter which steps were judged
     * @param report for people
     * @param proven how much is known of what answered
     * @param verdict as it stands in {@code verdict.json}
     */
    record Outcome(
            Session session,
            Terms terms,
            StepFilter filter,
            GateCheck.Report report,
            IdentityLevel proven,
            String verdict) {
        Judgement judgement() {
            return report.judgement();
        }

        /** The steps that have a budget and that the filter left out. */
        List<String> leftOut() {
            return terms.budgets().steps().stream()
                    .filter(budget -> !filter.accepts(budget.step()))
                    .map(budget -> budget.step().name())
                    .toList();
        }

        boolean isPass() {
            return judgement().verdict() == Verdict.PASS;
        }
    }

    /**
     * Judges.
     *
     * @throws IOException if the log cannot be read
     * @throws IllegalArgumentException if the session says what no probe writes
     */
    Outcome judge() throws IOException {
        return session.state() instanceof Session.Closed closed
                ? judge(closed)
                : judgeDead((Session.ServiceDied) session.state());
    }

    private Outcome judge(Session.Closed closed) throws IOException {
        Summarizer summarizer = new Summarizer(filter);
        SampleScan samples = new SampleScan(closed.clock());
        InstanceProof nonce = InstanceProof.ofNonce(closed.service().nonce());
        InstanceScan answers = new InstanceScan(nonce);
        PerfLogReader.read(folder.samples(), summarizer.andThen(samples).andThen(answers));
        LogSummary log = summarizer.summary();
        IdentityCheck identity = new IdentityCheck(closed.service(), session.origin(), answers.tally());
        ScheduleCheck schedule = new ScheduleCheck(session, closed, terms.rule().maxSamples(), samples.dueNanos());
        List<EvidenceFinding> faults =
                new ArrayList<>(ownFaults(log, closed.log().records()));
        faults.addAll(sealFaults(closed, nonce));
        faults.addAll(OriginCheck.faults(session, observed));
        faults.addAll(samples.faults(logName()));
        if (faults.isEmpty()) {
            faults.addAll(schedule.faults(logName()));
        }
        faults.addAll(identity.faults(terms.requiredIdentity()));
        Judgement judgement = new StoppedEarly(schedule, log, judge(log, faults)).judgement();
        return outcome(log, judgement, identity.proven(), notes(closed));
    }

    private Outcome judgeDead(Session.ServiceDied died) throws IOException {
        Summarizer summarizer = new Summarizer(filter);
        PerfLogReader.read(folder.samples(), summarizer);
        LogSummary log = summarizer.summary();
        List<EvidenceFinding> faults = new ArrayList<>();
        faults.add(new EvidenceFinding(Verdict.FAIL, Kind.SERVICE_DIED, died.reason()));
        faults.addAll(ownFaults(log, died.records()));
        faults.addAll(OriginCheck.faults(session, observed));
        return outcome(log, judge(log, faults), IdentityLevel.I0, List.of());
    }

    private Judgement judge(LogSummary log, List<EvidenceFinding> faults) {
        return new Judge(terms.rule()).judge(log, terms.budgetsOf(filter), faults, terms.wagers());
    }

    private List<EvidenceFinding> ownFaults(LogSummary log, long records) {
        List<EvidenceFinding> faults = new ArrayList<>(EvidenceRules.faults(logName(), log, filter));
        faults.addAll(EvidenceRules.faults(logName(), log, session.id(), records));
        return faults;
    }

    private List<EvidenceFinding> sealFaults(Session.Closed closed, InstanceProof nonce) throws IOException {
        List<EvidenceFinding> faults = new ArrayList<>();
        if (!session.settled()
                .map(Session.Settled::termsSha256)
                .equals(Optional.of(FileDigest.of(folder.terms()).sha256()))) {
            faults.add(EvidenceFinding.inconclusive(
                    Kind.TERMS_CHANGED,
                    "terms.json is not what session " + session.id() + " was sealed with before its first sample:"
                            + " somebody changed what the release is held to. Measure again."));
        }
        if (!FileDigest.of(folder.samples()).sha256().equals(closed.log().sha256())) {
            faults.add(EvidenceFinding.inconclusive(
                    Kind.CHANGED_SAMPLES,
                    logName() + " is not the log that session " + session.id() + " was closed with: its SHA-256 is"
                            + " another one. Somebody changed it; measure again."));
        }
        if (!session.settled().map(Session.Settled::nonceSha256).equals(Optional.of(nonce.nonceSha256()))) {
            faults.add(EvidenceFinding.inconclusive(
                    Kind.OTHER_INSTANCE,
                    "the nonce of session " + session.id() + " is not the one that was sealed before the first sample:"
                            + " somebody changed session.json. Measure again."));
        }
        return faults;
    }

    private List<String> notes(Session.Closed closed) {
        List<String> notes = new ArrayList<>();
        if (closed.clock().jumped()) {
            notes.add(
                    "CLOCK_JUMPED: the time of day was set by " + closed.clock().driftMs()
                            + " ms while the service was probed; no latency depends on it, and ts counts from the begin of the run");
        }
        return notes;
    }

    private Outcome outcome(LogSummary log, Judgement judgement, IdentityLevel proven, List<String> notes) {
        Map<String, String> basedOn = new TreeMap<>(observed.words());
        filter.tool().ifPresent(tool -> basedOn.put(TOOL, tool));
        filter.step().ifPresent(step -> basedOn.put(STEP, step));
        Basis basis = new Basis(session.id(), terms.requiredIdentity().name(), proven.name(), basedOn, notes);
        byte[] json = JsonReport.verdict(
                new JsonReport.Judged(
                        logName(), filter.words(), terms.budgets().source(), terms.rule(), Optional.of(basis)),
                log,
                judgement);
        List<ReportLine> more = new ArrayList<>();
        more.add(ReportLine.info("identity " + proven + ": " + proven.words() + words(session)));
        notes.forEach(note -> more.add(ReportLine.warn(note)));
        return new Outcome(
                session,
                terms,
                filter,
                new GateCheck.Report(log, judgement, GateCheck.by(terms.budgets(), terms.rule()), more),
                proven,
                new String(json, StandardCharsets.UTF_8));
    }

    private static String words(Session session) {
        return session.state() instanceof Session.Closed closed
                ? closed.service()
                        .process()
                        .map(process -> " (" + process.words() + ")")
                        .orElse("")
                : "";
    }

    private String logName() {
        return String.valueOf(folder.samples().getFileName());
    }

    /** Adds to a judgement the steps whose probe ended though it had not decided and more could be had. */
    private record StoppedEarly(ScheduleCheck schedule, LogSummary log, Judgement before) {
        Judgement judgement() {
            List<Finding> findings = new ArrayList<>(before.findings());
            log.steps().stream()
                    .filter(step -> !schedule.isExhausted(step.step()))
                    .filter(step -> before.leavesOpen(step.step()))
                    .map(step -> EvidenceFinding.inconclusive(
                            Kind.STOPPED_EARLY,
                            "the probe of " + step.step().name() + " ended after "
                                    + step.counts().all()
                                    + " samples, which decide nothing, though the sealed plan has more: a probe does not"
                                    + " do that. Find out what cut it short, and measure again."))
                    .forEach(findings::add);
            return new Judgement(findings);
        }
    }
}
