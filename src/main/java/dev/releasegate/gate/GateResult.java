package dev.releasegate.gate;

import dev.releasegate.report.ReportLine;
import java.util.List;

/** What became of a check. */
public sealed interface GateResult {
    /** For the console. */
    List<ReportLine> lines();

    /** There is evidence that every limit holds. */
    record Passed(List<ReportLine> lines) implements GateResult {
        public Passed {
            lines = List.copyOf(lines);
        }
    }

    /** Nothing is broken, but a limit is too close to call, and the build goes on in spite of it. This is not a pass. */
    record TooClose(List<ReportLine> lines) implements GateResult {
        public TooClose {
            lines = List.copyOf(lines);
        }
    }

    /**
     * A limit is broken, or the evidence does not decide.
     *
     * @param message why, the worst finding first
     */
    record Stopped(List<ReportLine> lines, String message) implements GateResult {
        public Stopped {
            lines = List.copyOf(lines);
        }
    }

    /**
     * There was nothing to judge, or it could not be read.
     *
     * @param message why, and what to do next
     */
    record NotJudged(List<ReportLine> lines, String message) implements GateResult {
        public NotJudged {
            lines = List.copyOf(lines);
        }
    }
}
