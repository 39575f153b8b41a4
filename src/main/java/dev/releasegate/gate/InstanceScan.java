package dev.releasegate.gate;

import dev.releasegate.record.InstanceProof;
import dev.releasegate.record.LogLine;
import dev.releasegate.record.Outcome;
import dev.releasegate.record.PerfRecord;
import dev.releasegate.record.RequestId;
import dev.releasegate.verdict.EvidenceFinding;
import dev.releasegate.verdict.EvidenceFinding.Kind;
import java.util.Optional;
import java.util.function.Consumer;

/** Goes through a log for the proofs that the answers carry: are they of the process that was told the nonce? */
final class InstanceScan implements Consumer<LogLine> {
    private final InstanceProof expected;
    private long proven;
    private long without;
    private long wrong;
    private long firstWithout;
    private long firstWrong;

    InstanceScan(InstanceProof expected) {
        this.expected = expected;
    }

    /**
     * How many answers carry which proof.
     *
     * @param proven the right one
     * @param without none, though they were answers
     * @param wrong that of another process
     * @param firstWithout the first line without one, 0 if there is none
     * @param firstWrong the first line with a wrong one, 0 if there is none
     */
    record Tally(long proven, long without, long wrong, long firstWithout, long firstWrong) {
        boolean allProven() {
            return proven > 0 && without == 0 && wrong == 0;
        }

        /** Some answers are of the process and some are not, or are of another one. */
        Optional<EvidenceFinding> fault() {
            if (wrong > 0) {
                return Optional.of(EvidenceFinding.inconclusive(
                        Kind.OTHER_INSTANCE,
                        "samples.jsonl:" + firstWrong + ": the answer has the proof of another process, as " + wrong
                                + " answers have: they are not of the service that was started. End what answers in its"
                                + " place."));
            }
            return proven > 0 && without > 0
                    ? Optional.of(EvidenceFinding.inconclusive(
                            Kind.OTHER_INSTANCE,
                            "samples.jsonl:" + firstWithout + ": the answer has no proof of the process, as " + without
                                    + " answers have none and " + proven + " have one: something else answers now and"
                                    + " then. Find out what."))
                    : Optional.empty();
        }
    }

    @Override
    public void accept(LogLine line) {
        if (line instanceof LogLine.Sample sample) {
            see(sample.number(), sample.entry());
        }
    }

    Tally tally() {
        return new Tally(proven, without, wrong, firstWithout, firstWrong);
    }

    private void see(long line, PerfRecord sample) {
        Optional<String> proof = sample.circumstances().proof();
        Optional<RequestId> id = sample.circumstances().requestId();
        if (proof.isPresent() && id.isPresent() && expected.proves(id.get(), proof.get())) {
            proven++;
        } else if (proof.isPresent()) {
            firstWrong = wrong++ == 0 ? line : firstWrong;
        } else if (sample.outcome() instanceof Outcome.Success) {
            firstWithout = without++ == 0 ? line : firstWithout;
        }
    }
}
