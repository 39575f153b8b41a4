package dev.releasegate.gate;

import dev.releasegate.budget.StepBudget;
import dev.releasegate.evidence.Session;
import dev.releasegate.probe.Call;
import dev.releasegate.probe.HttpProber;
import dev.releasegate.probe.Instrument;
import dev.releasegate.probe.OpenRun;
import dev.releasegate.probe.Prepared;
import dev.releasegate.probe.RunClock;
import dev.releasegate.probe.Schedule;
import dev.releasegate.probe.Turn;
import dev.releasegate.probe.WarmUp;
import dev.releasegate.probe.Workload;
import dev.releasegate.record.Control;
import dev.releasegate.record.Outcome;
import dev.releasegate.record.PerfLogWriter;
import dev.releasegate.record.PerfRecord;
import dev.releasegate.record.Phase;
import dev.releasegate.record.Step;
import dev.releasegate.report.ReportLine;
import dev.releasegate.service.ServiceProcess;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Probes a service that is ready: warms it up, then sends what the schedule says until every limit is decided. */
final class Probing {
    /** So long a process may take to end after its connection broke, before the break is called a mere failed sample. */
    private static final long DEATH_MS = 100;

    /** So often it is waited for the process to end; one that breaks connections all the time would cost too much time. */
    private static final int DEATH_WAITS = 10;

    private final Tools tools;
    private final Sampling sampling;
    private final Workload workload;
    private final ServiceProcess service;
    private final FirstFailures failures;
    private final Pairing pairing = new Pairing();
    private final Map<String, StepRun> steps = new LinkedHashMap<>();
    private final Progress progress;
    private final Map<String, Session.Rounds> rounds = new TreeMap<>();
    private long scheduleBeganNanos;
    private int deathWaits;
    private boolean died;

    /**
     * What is needed to take samples.
     *
     * @param clock of the run
     * @param instrument sends the control requests
     * @param prober sends the others
     * @param log takes the samples
     */
    record Tools(RunClock clock, Instrument instrument, HttpProber prober, PerfLogWriter log) {}

    Probing(Tools tools, Sampling sampling, Workload workload, ServiceProcess service, Consumer<ReportLine> console) {
        this.tools = tools;
        this.sampling = sampling;
        this.workload = workload;
        this.service = service;
        this.failures = new FirstFailures(console);
        this.progress = new Progress(tools.clock(), console);
    }

    /** Whether the service ended while it was probed. */
    boolean hasDied() {
        return died;
    }

    /**
     * Asks every step in turn, back to back, until none of them gets faster any more or there is no more time; once in any
     * case, because a step may ask for what another one has left.
     */
    Session.WarmUp warmUp() throws IOException, InterruptedException {
        WarmUp warmUp = new WarmUp(sampling::negligibleMs);
        long ends = tools.clock().nanos() + sampling.plan().longestWarmUp().toNanos();
        boolean goOn = true;
        while (goOn && !died) {
            for (String step : workload.steps()) {
                warmUp.took(step, warmUp(step, warmUp.rounds()));
            }
            goOn = warmUp.goOn() && tools.clock().nanos() < ends;
        }
        return new Session.WarmUp(warmUp.rounds(), warmUp.isSteady());
    }

    /** Sends what the schedule says until every step is decided or there is nothing left of it. */
    void measure(int roundsBefore) throws IOException, InterruptedException {
        Schedule schedule = new Schedule(
                workload.steps(), sampling.plan().schedule(sampling.rule().maxSamples()));
        try (OpenRun<Came> run = new OpenRun<>(
                schedule, tools.clock(), sampling.plan().workers(), slot -> prepare(slot, roundsBefore))) {
            scheduleBeganNanos = run.beganNanos();
            for (Optional<Came> came = run.take(); came.isPresent(); came = run.take()) {
                see(came.get());
                if (died) {
                    schedule.stop();
                }
                String step = came.get().slot().step();
                if (stepRun(step).isDecided()) {
                    schedule.drop(step);
                }
            }
        }
        for (PerfRecord alone : pairing.left()) {
            tools.log().write(alone);
        }
    }

    /** How often the turn of each step came. */
    Map<String, Session.Rounds> rounds() {
        return rounds;
    }

    /** When the first request could have been due. */
    double scheduleBeganMs() {
        return tools.clock().ms(scheduleBeganNanos);
    }

    private double warmUp(String step, int round) throws IOException, InterruptedException {
        Optional<Call> call = workload.call(step, round);
        if (call.isEmpty() || died) {
            return Double.NaN;
        }
        Prepared request = tools.prober().prepare(call.get());
        HttpProber.Sample sample = tools.prober().sample(request, Turn.now(tools.clock(), Phase.WARM_UP));
        tools.log().write(sample.entry());
        notice(call.get(), sample);
        return sample.entry().ms();
    }

    private OpenRun.Request<Came> prepare(Schedule.Slot slot, int roundsBefore) {
        if (slot.isControl()) {
            OpenRun.Request<Control> control = tools.instrument().prepare();
            return turn -> new Controlled(slot, control.send(turn));
        }
        Optional<Call> call = workload.call(slot.step(), roundsBefore + slot.round());
        if (call.isEmpty()) {
            return turn -> new NothingToAsk(slot);
        }
        Prepared request = tools.prober().prepare(call.get());
        return turn -> new Asked(slot, call.get(), tools.prober().sample(request, turn));
    }

    private void see(Came came) throws IOException, InterruptedException {
        if (came instanceof Asked asked) {
            count(asked.slot(), 0);
            notice(asked.call(), asked.sample());
            keep(asked.slot(), pairing.sample(asked.slot(), asked.sample().entry()));
        } else if (came instanceof Controlled controlled) {
            keep(controlled.slot(), pairing.control(controlled.slot(), controlled.control()));
        } else if (came instanceof NothingToAsk nothing) {
            count(nothing.slot(), 1);
            stepRun(nothing.slot().step()).ended(nothing.slot().round(), Optional.empty());
        }
    }

    private void count(Schedule.Slot slot, int nothingToAsk) {
        rounds.merge(
                slot.step(),
                new Session.Rounds(1, nothingToAsk),
                (sum, one) -> new Session.Rounds(sum.taken() + 1, sum.nothingToAsk() + one.nothingToAsk()));
    }

    private StepRun stepRun(String name) {
        return steps.computeIfAbsent(name, key -> {
            Step step = new Step(workload.tool(), name);
            StepBudget budget = sampling.budgets().of(step).orElseGet(() -> StepBudget.none(step));
            return new StepRun(sampling.isEnough(budget));
        });
    }

    private void keep(Schedule.Slot slot, Optional<PerfRecord> complete) throws IOException {
        if (complete.isPresent()) {
            tools.log().write(complete.get());
            progress.see(tools.log().records());
            stepRun(slot.step()).ended(slot.round(), complete);
        }
    }

    private void notice(Call call, HttpProber.Sample sample) throws InterruptedException {
        failures.see(call, sample);
        boolean wait = isLost(sample.entry()) && deathWaits++ < DEATH_WAITS;
        died = died || (wait ? service.endsWithin(DEATH_MS) : !service.isAlive());
    }

    private static boolean isLost(PerfRecord sample) {
        return sample.outcome() instanceof Outcome.Failure failure
                && failure.reason().isConnectionLost();
    }

    /** What came of one turn. */
    private sealed interface Came {
        Schedule.Slot slot();
    }

    private record Asked(Schedule.Slot slot, Call call, HttpProber.Sample sample) implements Came {}

    private record Controlled(Schedule.Slot slot, Control control) implements Came {}

    private record NothingToAsk(Schedule.Slot slot) implements Came {}
}
