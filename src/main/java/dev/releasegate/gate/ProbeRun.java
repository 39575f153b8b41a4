package dev.releasegate.gate;

import dev.releasegate.evidence.Session;
import dev.releasegate.evidence.SessionFile;
import dev.releasegate.probe.HttpProber;
import dev.releasegate.probe.Instrument;
import dev.releasegate.probe.MachineReading;
import dev.releasegate.probe.MachineWatch;
import dev.releasegate.probe.NanoClock;
import dev.releasegate.probe.ProbeLimits;
import dev.releasegate.probe.RunClock;
import dev.releasegate.probe.WarmUp;
import dev.releasegate.record.PerfLogWriter;
import dev.releasegate.report.Printable;
import dev.releasegate.report.ReportLine;
import dev.releasegate.service.Readiness;
import dev.releasegate.service.ServiceException;
import dev.releasegate.service.ServiceProcess;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Takes a measurement: starts the service, waits until it is ready, sends the requests, writes the samples, ends the
 * service. Whatever goes wrong is written into the session, for the check to report.
 */
public final class ProbeRun {
    private final Subject subject;
    private final RunFolder folder;
    private final Sampling sampling;
    private final Consumer<ReportLine> console;

    /**
     * A measurement that has not been taken yet.
     *
     * @param sampling how many samples are taken, and how
     * @param console is told what happens
     */
    public ProbeRun(Subject subject, RunFolder folder, Sampling sampling, Consumer<ReportLine> console) {
        this.subject = subject;
        this.folder = folder;
        this.sampling = sampling;
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
        Session open = new Session(
                UUID.randomUUID().toString(), subject.tool(), Instant.now(), sampling.words(), new Session.Open());
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
                UUID.randomUUID().toString(), subject.tool(), Instant.now(), Map.of(), new Session.Skipped(reason));
        SessionFile.write(folder.session(), skipped);
        return Measurement.left(skipped.id(), folder);
    }

    private Session.State measure(Session session) {
        Subject.Run run = subject.prepare(folder, session.id());
        console.accept(ReportLine.info("Starting " + subject.words() + "; session " + session.id()));
        sampling.hopeless().forEach(words -> console.accept(ReportLine.warn(words)));
        RunClock clock = RunClock.starting(NanoClock.SYSTEM);
        try (Instrument instrument = Instrument.start(session.id(), clock, limits());
                ServiceProcess service =
                        ServiceProcess.start(run.service(), folder.serviceOutput(), this::removeData)) {
            Readiness ready = Readiness.await(service, run.service());
            console.accept(ReportLine.info("Probing " + ready.baseUrl() + " (pid " + service.pid() + "): "
                    + subject.stepNames().size() + " steps, " + sampling.rate()));
            instrument.awaitWarm();
            try (PerfLogWriter log = PerfLogWriter.create(folder.samples());
                    HttpProber prober =
                            new HttpProber(ready.baseUrl(), run.workload().tool(), session.id(), clock, limits())) {
                Probing.Tools tools = new Probing.Tools(clock, instrument, prober, log);
                return probe(new Probing(tools, sampling, run.workload(), service, console), log, service, ready);
            }
        } catch (ServiceException e) {
            return new Session.NotMeasured(String.valueOf(e.getMessage()), e.lastOutput());
        } catch (ClosedByInterruptException | InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Session.NotMeasured("the probe was interrupted", List.of());
        } catch (IOException e) {
            return new Session.NotMeasured("the probe could not write its samples, or not listen: " + e, List.of());
        } catch (RuntimeException e) {
            return new Session.NotMeasured("the probe broke, which is a fault of Release Gate itself: " + e, List.of());
        }
    }

    private Session.State probe(Probing probing, PerfLogWriter log, ServiceProcess service, Readiness ready)
            throws IOException, InterruptedException {
        Session.WarmUp warmUp = probing.warmUp();
        tell(warmUp);
        MachineReading machine;
        try (MachineWatch watch = MachineWatch.start(folder.directory(), NanoClock.SYSTEM)) {
            probing.measure(Math.toIntExact(warmUp.rounds()));
            machine = watch.end();
        }
        console.accept(ReportLine.info(machine.toString()));
        return probing.hasDied()
                ? died(service, log.records())
                : new Session.Closed(log.records(), warmUp, words(machine), ready.requests(), Instant.now());
    }

    private ProbeLimits limits() {
        return new ProbeLimits(sampling.plan().timeout(), sampling.plan().workers());
    }

    private static Map<String, Double> words(MachineReading reading) {
        Map<String, Double> words = new TreeMap<>(Map.of("gcMs", reading.gcMs()));
        reading.busyShare().ifPresent(share -> words.put("busyShare", share));
        reading.stealShare().ifPresent(share -> words.put("stealShare", share));
        reading.load().ifPresent(load -> words.put("load", load));
        reading.disk()
                .ifPresent(disk -> words.putAll(
                        Map.of("diskP50Ms", disk.p50Ms(), "diskP95Ms", disk.p95Ms(), "diskMaxMs", disk.maxMs())));
        return words;
    }

    private static Session.State died(ServiceProcess service, long records) throws InterruptedException {
        String reason = "the service ended with exit code "
                + service.exitCode().map(String::valueOf).orElse("?") + " after " + records + " requests";
        return new Session.ServiceDied(records, reason, service.lastOutput());
    }

    private void tell(Session.WarmUp warmUp) {
        if (sampling.plan().longestWarmUp().isZero()) {
            console.accept(
                    ReportLine.info("Not warmed up (warmUp=0s): one request to each step, and then the samples"));
        } else if (warmUp.steady()) {
            console.accept(ReportLine.info(
                    "Warmed up: no step got faster any more in " + warmUp.rounds() + " requests to each"));
        } else {
            console.accept(ReportLine.warn("Not seen to be warm after " + warmUp.rounds() + " requests to each step"
                    + " (at most " + WarmUp.MOST_ROUNDS + ", and at most warmUp="
                    + sampling.plan().longestWarmUp().toMillis()
                    + "ms): the samples may be slower than the service will be"));
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

    private void tell(Session.State state) {
        if (state instanceof Session.Closed closed) {
            console.accept(ReportLine.info(closed.records() + " samples in " + folder.samples()
                    + (closed.warmUp().rounds() == 0 ? "" : ", those of the warm-up among them")));
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
