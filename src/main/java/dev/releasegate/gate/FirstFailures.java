package dev.releasegate.gate;

import dev.releasegate.probe.Call;
import dev.releasegate.probe.HttpProber;
import dev.releasegate.record.Outcome;
import dev.releasegate.report.Printable;
import dev.releasegate.report.ReportLine;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Tells of the first failed sample of each step what was seen, because the reason alone is one word. */
final class FirstFailures {
    private final Set<String> told = new HashSet<>();
    private final Consumer<ReportLine> console;

    FirstFailures(Consumer<ReportLine> console) {
        this.console = console;
    }

    void see(Call call, HttpProber.Sample sample) {
        if (sample.entry().outcome() instanceof Outcome.Failure failure && told.add(call.step())) {
            console.accept(ReportLine.warn("First failed sample of "
                    + Printable.of(call + ": " + failure.reason() + " (" + sample.seen() + ")")));
        }
    }
}
