package dev.releasegate.gate;

import dev.releasegate.evidence.Session;
import dev.releasegate.evidence.SessionFile;
import dev.releasegate.probe.Call;
import dev.releasegate.probe.HttpProber;
import dev.releasegate.probe.NanoClock;
import dev.releasegate.probe.ProbeLimits;
import dev.releasegate.probe.RunClock;
import dev.releasegate.probe.Turn;
import dev.releasegate.probe.Workload;
import dev.releasegate.record.Outcome;
import dev.releasegate.record.PerfLogWriter;
import dev.releasegate.record.PerfRecord;
import dev.releasegate.record.Phase;
import dev.releasegate.report.Printable;
import dev.releasegate.report.ReportLine;
import dev.releasegate.service.Readiness;
import dev.releasegate.service.ServiceException;
import dev.releasegate.service.ServiceProcess;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Takes a measurement: starts the service, waits until it is ready, sends the requests, writes the samples, ends the
 * service. Whatever goes wrong is written into the session, for the check to report.
 */
public final class ProbeRun {
    /** So long a process may take to end after its connection broke, before the break is called a mere failed sample. */
    private static final long DEATH_MS = 100;

    private final Subject subject;
    private final RunFolder folder;
    private final int samplesPerStep;
    private final Consumer<ReportLine> console;

    /**
     * A measurement that has not been taken yet.
     *
     * @param samplesPerStep how many requests are sent for each step, 1 or more
     * @param console is told what happens
     */
    public ProbeRun(Subject subject, RunFolder folder, int samplesPerStep, Consumer<ReportLine> console) {
        this.subject = subject;
        this.folder = folder;
        this.samplesPerStep = samplesPerStep;
        this.console = console;
    }

    /**
     * Takes the measurement.
     *
     * @return what was left in the folder
     * @throws IOException if even what went wrong cannot be written down; the check will find no evidence then
     */
    public Measurement run() throws IOException {
        folder.clear();
        long planned = (long) samplesPerStep * subject.stepNames().size();
        Session open =
                new Session(UUID.randomUUID().toString(), subject.tool(), Instant.now(), planned, new Session.Open());
        SessionFile.write(folder.session(), open);
        Session ended = open.in(measure(open));
        writeEvenIfInterrupted(ended);
        tell(ended.state());
        return Measurement.left(ended.id(), folder);
    }

    /** Writes down that nothing was measured because the gate was switched off. */
    public static Measurement skip(Subject subject, RunFolder folder, String reason) throws IOException {
        folder.clear();
        Session skipped = new Session(
                UUID.randomUUID().toString(), subject.tool(), Instant.now(), 0, new Session.Skipped(reason));
        SessionFile.write(folder.session(), skipped);
        return Measurement.left(skipped.id(), folder);
    }

    private Session.State measure(Session session) {
        Subject.Run run = subject.prepare(folder, session.id());
        console.accept(ReportLine.info("Starting " + subject.words() + "; session " + session.id()));
        try (ServiceProcess service = ServiceProcess.start(run.service(), folder.serviceOutput(), this::removeData)) {
            Readiness ready = Readiness.await(service, run.service());
            console.accept(ReportLine.info("Probing " + ready.baseUrl() + " (pid " + service.pid() + "): "
                    + session.planned() + " requests to " + subject.stepNames().size() + " steps"));
            return probe(session, run.workload(), service, ready);
        } catch (ServiceException e) {
            return new Session.NotMeasured(String.valueOf(e.getMessage()), e.lastOutput());
        } catch (IOException e) {
            return new Session.NotMeasured("the samples could not be written: " + e, List.of());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Session.NotMeasured("the probe was interrupted", List.of());
        } catch (RuntimeException e) {
            return new Session.NotMeasured("the probe broke, which is a fault of Release Gate itself: " + e, List.of());
        }
    }

    private Session.State probe(Session session, Workload workload, ServiceProcess service, Readiness ready)
            throws IOException, InterruptedException {
        RunClock clock = RunClock.starting(NanoClock.SYSTEM);
        try (PerfLogWriter log = PerfLogWriter.create(folder.samples());
                HttpProber prober = new HttpProber(
                        ready.baseUrl(), workload.tool(), session.id(), clock, ProbeLimits.connections(1))) {
            FirstFailures failures = new FirstFailures(console);
            for (int round = 0; round < samplesPerStep; round++) {
                for (String step : workload.steps()) {
                    Optional<Call> call = workload.call(step, round);
                    if (call.isPresent()) {
                        HttpProber.Sample sample = prober.sample(call.get(), Turn.now(clock, Phase.MEASURED));
                        log.write(sample.entry());
                        failures.see(call.get(), sample);
                        if (hasDied(service, sample.entry())) {
                            return died(session, service, log.records());
                        }
                    }
                }
            }
            return new Session.Closed(log.records(), ready.requests(), Instant.now());
        }
    }

    /** An interrupted thread can write no file; so it is not interrupted for that long. */
    private void writeEvenIfInterrupted(Session session) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            SessionFile.write(folder.session(), session);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static boolean hasDied(ServiceProcess service, PerfRecord sample) throws InterruptedException {
        if (sample.outcome() instanceof Outcome.Failure failure
                && failure.reason().isConnectionLost()) {
            return service.endsWithin(DEATH_MS);
        }
        return !service.isAlive();
    }

    private static Session.State died(Session session, ServiceProcess service, long records)
            throws InterruptedException {
        String reason = "the service ended with exit code "
                + service.exitCode().map(String::valueOf).orElse("?") + " after " + records + " of "
                + session.planned() + " requests";
        return new Session.ServiceDied(records, reason, service.lastOutput());
    }

    private void tell(Session.State state) {
        if (state instanceof Session.Closed closed) {
            console.accept(ReportLine.info(closed.records() + " samples in " + folder.samples()));
        } else if (state instanceof Session.ServiceDied died) {
            console.accept(
                    ReportLine.warn("Not measured to the end: " + died.reason() + ". The check will report it."));
        } else if (state instanceof Session.NotMeasured failed) {
            console.accept(
                    ReportLine.warn("Not measured: " + Printable.of(failed.reason()) + ". The check will report it."));
        }
    }

    private void removeData() {
        try {
            RunFolder.delete(folder.registryData());
        } catch (IOException e) {
            console.accept(ReportLine.warn("Could not remove " + folder.registryData() + ": " + e));
        }
    }
}
