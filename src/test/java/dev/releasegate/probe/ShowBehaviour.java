package dev.releasegate.probe;

import dev.releasegate.record.InstanceProof;
import dev.releasegate.record.PerfRecord;
import dev.releasegate.record.Phase;
import dev.releasegate.record.RequestId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks whatever answers at a URL for all that the bundled Registry does, and whether it knows the nonce; prints a line for
 * each: for docs/scripts/impostors.py.
 *
 * <pre>RELEASE_GATE_REGISTRY_KEY=… RELEASE_GATE_NONCE=… java -cp … dev.releasegate.probe.ShowBehaviour http://127.0.0.1:8080</pre>
 */
final class ShowBehaviour {
    private ShowBehaviour() {}

    public static void main(String[] arguments) {
        String key = System.getenv("RELEASE_GATE_REGISTRY_KEY");
        InstanceProof instance = InstanceProof.ofNonce(String.valueOf(System.getenv(InstanceProof.VARIABLE)));
        RunClock clock = RunClock.starting(NanoClock.SYSTEM);
        ProbeLimits limits = new ProbeLimits(Duration.ofSeconds(30), 1);
        try (HttpProber prober = new HttpProber(URI.create(arguments[0]), "registry", "impostors", clock, limits)) {
            for (Shown shown : Proving.show(prober, List.of(new RegistryBehaviours(String.valueOf(key))))
                    .shown()) {
                System.out.println((shown.met() ? "met" : "unmet") + "\t" + shown.name() + "\t" + shown.seen());
            }
            Call health = new Call("health", "GET", "/health", Map.of(), Optional.empty(), Expectation.status(200));
            PerfRecord sample = prober.sample(prober.prepare(health), Turn.now(clock, Phase.MEASURED))
                    .entry();
            System.out.println("instance\t" + words(instance, sample));
        }
    }

    private static String words(InstanceProof instance, PerfRecord sample) {
        Optional<String> proof = sample.circumstances().proof();
        RequestId id = sample.circumstances().requestId().orElseThrow();
        return proof.map(text -> instance.proves(id, text) ? "proven" : "wrong").orElse("missing");
    }
}
