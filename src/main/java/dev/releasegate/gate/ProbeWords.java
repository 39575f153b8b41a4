package dev.releasegate.gate;

import dev.releasegate.evidence.Session;
import dev.releasegate.probe.MachineReading;
import dev.releasegate.probe.WarmUp;
import dev.releasegate.report.Printable;
import dev.releasegate.report.ReportLine;
import java.util.Map;
import java.util.TreeMap;

/** What the probe says of its run, on the console and in the session. */
final class ProbeWords {
    private ProbeWords() {}

    static ReportLine warmedUp(Session.WarmUp warmUp, Sampling sampling) {
        if (sampling.plan().longestWarmUp().isZero()) {
            return ReportLine.info("Not warmed up (warmUp=0s): one request to each step, and then the samples");
        }
        return warmUp.steady()
                ? ReportLine.info("Warmed up: no step got faster any more in " + warmUp.rounds() + " requests to each")
                : ReportLine.warn("Not seen to be warm after " + warmUp.rounds() + " requests to each step"
                        + " (at most " + WarmUp.MOST_ROUNDS + ", and at most warmUp="
                        + sampling.plan().longestWarmUp().toMillis()
                        + "ms): the samples may be slower than the service will be");
    }

    static ReportLine ended(Session.State state, RunFolder folder) {
        if (state instanceof Session.Closed closed) {
            return ReportLine.info(closed.log().records() + " samples in " + folder.samples()
                    + (closed.warmUp().rounds() == 0 ? "" : ", those of the warm-up among them"));
        }
        if (state instanceof Session.ServiceDied died) {
            return ReportLine.warn("Not measured to the end: " + died.reason() + ". The check will report it.");
        }
        return state instanceof Session.NotMeasured failed
                ? ReportLine.warn("Not measured: " + Printable.of(failed.reason()) + ". The check will report it.")
                : ReportLine.warn("Not measured");
    }

    /** What the machine did, by name. */
    static Map<String, Double> machine(MachineReading reading) {
        Map<String, Double> words = new TreeMap<>(Map.of("gcMs", reading.gcMs()));
        reading.busyShare().ifPresent(share -> words.put("busyShare", share));
        reading.stealShare().ifPresent(share -> words.put("stealShare", share));
        reading.load().ifPresent(load -> words.put("load", load));
        reading.disk()
                .ifPresent(disk -> words.putAll(
                        Map.of("diskP50Ms", disk.p50Ms(), "diskP95Ms", disk.p95Ms(), "diskMaxMs", disk.maxMs())));
        return words;
    }
}
