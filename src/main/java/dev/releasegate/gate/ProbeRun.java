package dev.releasegate.gate;

import dev.releasegate.dsse.Sha256;
import dev.releasegate.evidence.FileDigest;
import dev.releasegate.evidence.IdentityLevel;
import dev.releasegate.evidence.Origin;
import dev.releasegate.evidence.Service;
import dev.releasegate.evidence.Session;
import dev.releasegate.evidence.SessionFile;
import dev.releasegate.evidence.Terms;
import dev.releasegate.evidence.TermsFile;
import dev.releasegate.probe.HttpProber;
import dev.releasegate.probe.Instrument;
import dev.releasegate.probe.MachineReading;
import dev.releasegate.probe.MachineWatch;
import dev.releasegate.probe.NanoClock;
import dev.releasegate.probe.ProbeLimits;
import dev.releasegate.probe.Proving;
import dev.releasegate.probe.RunClock;
import dev.releasegate.record.PerfLogWriter;
import dev.releasegate.record.WholeFile;
import dev.releasegate.report.ReportLine;
import dev.releasegate.service.Lease;
import dev.releasegate.service.Readiness;
import dev.releasegate.service.ServiceException;
import dev.releasegate.service.ServiceProcess;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final Demand demand;
    private final Consumer<ReportLine> console;

    /**
     * What is known and demanded before anything is measured.
     *
     * @param origin where what is measured comes from
     * @param requiredIdentity the least that must be known of what answers
     */
    public record Demand(Origin origin, IdentityLevel requiredIdentity) {}

    /**
     * A measurement that has not been taken yet.
     *
     * @param sampling how many samples are taken, and how
     * @param console is told what happens
     */
    public ProbeRun(Subject subject, RunFolder folder, Sampling sampling, Demand demand, Consumer<ReportLine> console) {
        this.subject = subject;
        this.folder = folder;
        this.sampling = sampling;
        this.demand = demand;
        this.console = console;
    }

    /**
     * Takes the measurement.
     *
     * @return what was left in the folder
     * @throws IOException if even what went wrong cannot be written down; the check will find no evidence then
     */
    public Measurement run() throws IOException {
        Lease lease = lease();
        folder.clear();
        String id = UUID.randomUUID().toString();
        Subject.Run run = subject.prepare(folder, id);
        byte[] terms = TermsFile.bytes(new Terms(sampling.budgets(), sampling.rule(), demand.requiredIdentity()));
        WholeFile.write(folder.terms(), terms);
        Session open = new Session(
                id,
                subject.tool(),
                Instant.now(),
                demand.origin(),
                Optional.of(new Session.Settled(
                        plan(),
                        run.workload().steps(),
                        Sha256.hex(terms),
                        run.instance().nonceSha256())),
                new Session.Open());
        SessionFile.write(folder.session(), open);
        Session ended = open.in(measure(open, run, lease));
        writeEvenIfInterrupted(ended);
        console.accept(ProbeWords.ended(ended.state(), folder));
        return Measurement.left(ended.id(), folder);
    }

    /** Writes down that nothing was measured because the gate was switched off. */
    public static Measurement skip(Subject subject, RunFolder folder, String reason) throws IOException {
        folder.clear();
        Session skipped = new Session(
                UUID.randomUUID().toString(),
                subject.tool(),
                Instant.now(),
                Origin.NONE,
                Optional.empty(),
                new Session.Skipped(reason));
        SessionFile.write(folder.session(), skipped);
        return Measurement.left(skipped.id(), folder);
    }

    /** Taken before anything in the folder is touched: it may be another build's, which is at work. */
    private Lease lease() throws IOException {
        try {
            return Lease.take(folder.directory(), words -> console.accept(ReportLine.warn(words)));
        } catch (ServiceException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private Session.State measure(Session session, Subject.Run run, Lease lease) {
        console.accept(ReportLine.info("Starting " + subject.words() + "; session " + session.id()));
        sampling.hopeless().forEach(words -> console.accept(ReportLine.warn(words)));
        RunClock clock = RunClock.starting(NanoClock.SYSTEM);
        try (Instrument instrument = Instrument.start(session.id(), clock, limits())) {
            Witness witness = Witness.beforeTheStart(subject.startedFile());
            try (ServiceProcess service =
                    ServiceProcess.start(run.service(), lease, folder.serviceOutput(), this::removeData)) {
                Readiness ready = Readiness.await(service, run.service());
                console.accept(ReportLine.info("Probing " + ready.baseUrl() + " (pid " + service.pid() + "): "
                        + subject.stepNames().size() + " steps, " + sampling.rate()));
                instrument.awaitWarm();
                try (PerfLogWriter log = PerfLogWriter.create(folder.samples());
                        HttpProber prober =
                                new HttpProber(ready.baseUrl(), run.workload().tool(), session.id(), clock, limits())) {
                    Probing.Tools tools = new Probing.Tools(clock, instrument, prober, log);
                    Probing probing = new Probing(tools, sampling, run.workload(), service, console);
                    return probe(probing, tools, new Watched(service, ready, witness, run));
                }
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

    /** A service that runs, and what it is asked. */
    private record Watched(ServiceProcess service, Readiness ready, Witness witness, Subject.Run run) {
        Service.Sight look(HttpProber prober) {
            List<Service.Shown> shown = Proving.show(prober, run.proofs()).shown().stream()
                    .map(proof -> new Service.Shown(proof.name(), proof.met(), proof.seen()))
                    .toList();
            return new Service.Sight(witness.owner(service, port()), shown);
        }

        private int port() {
            int port = ready.baseUrl().getPort();
            return port > 0 ? port : "https".equals(ready.baseUrl().getScheme()) ? 443 : 80;
        }
    }

    private Session.State probe(Probing probing, Probing.Tools tools, Watched watched)
            throws IOException, InterruptedException {
        Session.WarmUp warmUp = probing.warmUp();
        console.accept(ProbeWords.warmedUp(warmUp, sampling));
        Service.Sight before = watched.look(tools.prober());
        MachineReading machine;
        try (MachineWatch watch = MachineWatch.start(folder.directory(), NanoClock.SYSTEM)) {
            probing.measure(Math.toIntExact(warmUp.rounds()));
            machine = watch.end();
        }
        console.accept(ReportLine.info(machine.toString()));
        Session.Clock clock = moments(tools.clock(), probing.scheduleBeganMs());
        tools.log().close();
        if (probing.hasDied()) {
            return died(watched.service(), tools.log().records());
        }
        Service.Sight after = watched.look(tools.prober());
        Service service = new Service(
                watched.ready().baseUrl().toString(),
                Optional.of(Witness.started(watched.service())),
                watched.run().instance().nonce(),
                watched.witness().startedFile(),
                before,
                after);
        return new Session.Closed(
                new Session.Log(
                        tools.log().records(), FileDigest.of(folder.samples()).sha256()),
                warmUp,
                clock,
                probing.rounds(),
                service,
                ProbeWords.machine(machine),
                watched.ready().requests());
    }

    private static Session.Clock moments(RunClock clock, double scheduleBeganMs) {
        long now = clock.nanos();
        double driftMs = Duration.between(clock.instant(now), Instant.now()).toNanos() / 1e6;
        return new Session.Clock(clock.beganAt(), scheduleBeganMs, clock.ms(now), driftMs);
    }

    private ProbeLimits limits() {
        return new ProbeLimits(sampling.plan().timeout(), sampling.plan().workers());
    }

    private static Session.State died(ServiceProcess service, long records) throws InterruptedException {
        String reason = "the service ended with exit code "
                + service.exitCode().map(String::valueOf).orElse("?") + " after " + records + " requests";
        return new Session.ServiceDied(records, reason, service.lastOutput());
    }

    private Map<String, String> plan() {
        Map<String, String> plan = new TreeMap<>(sampling.words());
        subject.asked().forEach((step, request) -> plan.put("asked " + step, request));
        return plan;
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

    private void removeData() {
        try {
            RunFolder.delete(folder.registryData());
        } catch (IOException e) {
            console.accept(ReportLine.warn("Could not remove " + folder.registryData() + ": " + e));
        }
    }
}
