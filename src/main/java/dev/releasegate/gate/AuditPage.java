package dev.releasegate.gate;

import dev.releasegate.budget.Limit;
import dev.releasegate.budget.StepBudget;
import dev.releasegate.evidence.GitState;
import dev.releasegate.evidence.Origin;
import dev.releasegate.evidence.Service;
import dev.releasegate.evidence.Session;
import dev.releasegate.report.ConsoleReport;
import dev.releasegate.report.Printable;
import dev.releasegate.report.ReportLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One page on a bundle: what was measured, when, on what, and what is not proven.
 *
 * @param same whether {@code verdict.json} is what the evidence gives
 */
record AuditPage(RunFolder folder, BundleJudge.Outcome outcome, boolean same) {
    List<ReportLine> lines() {
        List<ReportLine> lines = new ArrayList<>();
        Session session = outcome.session();
        lines.add(line(
                "verdict",
                outcome.judgement().verdict()
                        + (same
                                ? ", repeated to the byte from samples.jsonl, session.json and terms.json"
                                : ", worked out from samples.jsonl, session.json and terms.json")));
        lines.add(line("of", of(session.origin())));
        lines.add(line("source", source(session.origin().source())));
        lines.add(line("when", when(session)));
        lines.add(line("on", words(session.origin().environment())));
        session.settled().ifPresent(settled -> lines.add(line("asked", words(settled.plan()))));
        lines.add(line("held to", heldTo()));
        lines.add(line(
                "identity",
                outcome.proven() + " of the required " + outcome.terms().requiredIdentity() + ": "
                        + outcome.proven().words()));
        if (session.state() instanceof Session.Closed closed) {
            lines.addAll(service(closed.service()));
        }
        lines.addAll(ConsoleReport.lines(outcome.report().by(), outcome.report().log(), outcome.judgement(), false));
        notProven(session).forEach(words -> lines.add(ReportLine.warn("not proven  " + words)));
        return lines;
    }

    private static ReportLine line(String name, String words) {
        return ReportLine.info((name + "          ").substring(0, 11) + Printable.of(words));
    }

    private static String of(Origin origin) {
        return (origin.project().isEmpty() ? "no project" : origin.project())
                + origin.artifact()
                        .map(file -> ", artifact " + file.name() + " with SHA-256 " + file.sha256())
                        .orElse(", no artifact");
    }

    private static String source(GitState source) {
        return source instanceof GitState.Known git
                ? "commit " + git.commit() + (git.dirty() ? ", but with other files: tree " : ", tree ") + git.tree()
                        + git.origin().map(url -> " of " + url).orElse("")
                : "not known: " + ((GitState.NotKnown) source).why();
    }

    private static String when(Session session) {
        return session.startedAt()
                + (session.state() instanceof Session.Closed closed
                        ? ", " + Math.round(closed.clock().endedMs() / 1e3) + " s"
                        : "")
                + ", session " + session.id();
    }

    private static String words(Map<String, String> byName) {
        return byName.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private String heldTo() {
        return outcome.report().by() + ": "
                + outcome.terms().budgets().steps().stream()
                        .map(AuditPage::limits)
                        .collect(Collectors.joining("; "));
    }

    private static String limits(StepBudget budget) {
        return budget.step().name() + " "
                + budget.limits().stream()
                        .filter(limit -> limit.most() > 0)
                        .map(AuditPage::words)
                        .collect(Collectors.joining(", "));
    }

    private static String words(Limit limit) {
        return limit.metric().label() + " <= " + limit.most();
    }

    private static List<ReportLine> service(Service service) {
        List<ReportLine> lines = new ArrayList<>();
        lines.add(line(
                "answered",
                service.baseUrl()
                        + service.process()
                                .map(process -> ", " + process.words())
                                .orElse("")));
        lines.add(line(
                "behaved",
                service.before().shown().isEmpty() && service.after().shown().isEmpty()
                        ? "nobody asked: there are no behavioural proofs"
                        : shown(service.before()) + " proofs held before the samples, " + shown(service.after())
                                + " after"));
        return lines;
    }

    private static String shown(Service.Sight sight) {
        long met = sight.shown().stream().filter(Service.Shown::met).count();
        return met + " of " + sight.shown().size();
    }

    private List<String> notProven(Session session) {
        List<String> words = new ArrayList<>();
        if (!session.origin().madeHere()) {
            words.add("anything about the project itself: what was measured came with the plugin");
        }
        if (session.origin().source() instanceof GitState.Known git && git.dirty()) {
            words.add("that the commit is what was measured: the work tree had other files");
        }
        if (session.origin().source() instanceof GitState.NotKnown) {
            words.add("which commit was measured");
        }
        if (session.origin().artifact().isEmpty()) {
            words.add("which artifact was measured");
        }
        if (session.state() instanceof Session.Closed closed && closed.clock().jumped()) {
            words.add("the time of day: the clock was set by " + closed.clock().driftMs() + " ms meanwhile");
        }
        return words;
    }
}
