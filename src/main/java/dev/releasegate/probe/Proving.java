package dev.releasegate.probe;

import dev.releasegate.record.ErrorReason;
import dev.releasegate.record.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lets a service show what it does, one request after the other. They are sent as samples are, and are none: they stand in no
 * log. After a request without an answer no other one is sent, so that a service that hangs costs one timeout.
 */
public final class Proving {
    private final HttpProber prober;
    private final List<Shown> shown = new ArrayList<>();
    private Optional<String> silence = Optional.empty();
    private int requests;

    private Proving(HttpProber prober) {
        this.prober = prober;
    }

    /** Asks for every proof, in order. */
    public static BehaviourReport show(HttpProber prober, List<Behaviours> proofs) {
        Proving proving = new Proving(prober);
        proofs.forEach(proof -> proof.show(proving));
        return new BehaviourReport(proving.shown, proving.requests);
    }

    /**
     * Sends one request.
     *
     * @param call what it expects must be so; its step is the name of the proof
     * @param demand must be met as well, and is asked only about an answer that is as expected
     */
    void ask(Call call, Demand demand) {
        if (silence.isPresent()) {
            shown.add(new Shown(call.step(), false, "not asked, because there was no answer to: " + silence.get()));
            return;
        }
        requests++;
        List<Answer> answers = new ArrayList<>();
        HttpProber.Sample sample = prober.ask(call.expecting(found -> {
            answers.add(found);
            return call.expectation().fault(found);
        }));
        if (answers.isEmpty()) {
            silence = Optional.of(call.step());
        }
        shown.add(shown(call, sample, answers.stream().findFirst().flatMap(demand::complaint)));
    }

    private static Shown shown(Call call, HttpProber.Sample sample, Optional<String> complaint) {
        Optional<String> fault = sample.entry().outcome() instanceof Outcome.Failure failure
                ? Optional.of(words(failure.reason()))
                : complaint;
        String seen = fault.map(words -> words + " (" + sample.seen() + ")").orElse(sample.seen());
        return new Shown(call.step(), fault.isEmpty(), seen);
    }

    private static String words(ErrorReason reason) {
        return reason.equals(ErrorReason.ASSERTION_FAILED) ? "not the answer that was expected" : reason.code();
    }
}
