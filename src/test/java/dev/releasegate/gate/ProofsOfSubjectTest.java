package dev.releasegate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasegate.probe.BehaviourReport;
import dev.releasegate.probe.Behaviours;
import dev.releasegate.probe.HttpProber;
import dev.releasegate.probe.NanoClock;
import dev.releasegate.probe.ProbeLimits;
import dev.releasegate.probe.Proving;
import dev.releasegate.probe.RunClock;
import dev.releasegate.probe.Turn;
import dev.releasegate.record.Circumstances;
import dev.releasegate.record.InstanceProof;
import dev.releasegate.record.Phase;
import dev.releasegate.service.Lease;
import dev.releasegate.service.Readiness;
import dev.releasegate.service.ServiceProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a subject brings along to prove that it is one. */
class ProofsOfSubjectTest {
    @TempDir
    private Path directory;

    @Test
    void the_bundled_registry_does_what_it_has_to_and_proves_each_answer() throws Exception {
        RunFolder folder = new RunFolder(Files.createDirectory(directory.resolve("release-gate")));
        Subject.Run run = new BundledRegistry().prepare(folder, "s-1");
        RunClock clock = RunClock.starting(NanoClock.SYSTEM);
        try (ServiceProcess service = ServiceProcess.start(
                run.service(), Lease.take(folder.directory(), line -> {}), folder.serviceOutput(), () -> {})) {
            Readiness ready = Readiness.await(service, run.service());
            try (HttpProber prober = new HttpProber(
                    ready.baseUrl(), "registry", "s-1", clock, new ProbeLimits(Duration.ofSeconds(30), 1))) {
                BehaviourReport report = Proving.show(prober, run.proofs());
                assertThat(report.shown())
                        .hasSize(10)
                        .filteredOn(shown -> !shown.met())
                        .isEmpty();

                for (String step : run.workload().steps()) {
                    Circumstances known = prober.sample(
                                    prober.prepare(run.workload().call(step, 0).orElseThrow()),
                                    Turn.now(clock, Phase.MEASURED))
                            .entry()
                            .circumstances();
                    String proof = known.proof().orElseThrow();
                    assertThat(run.instance().proves(known.requestId().orElseThrow(), proof))
                            .isTrue();
                    assertThat(InstanceProof.random().proves(known.requestId().orElseThrow(), proof))
                            .isFalse();
                }
            }
        }
    }

    @Test
    void every_run_of_a_service_of_the_users_has_a_nonce_of_its_own_in_its_environment() throws Exception {
        UserService shop = Shop.dyingAfter(1000, directory);
        RunFolder folder = new RunFolder(directory);
        Subject.Run first = shop.prepare(folder, "s-1");
        Subject.Run second = shop.prepare(folder, "s-2");

        assertThat(first.service().command().environment())
                .containsAllEntriesOf(shop.service().command().environment())
                .containsEntry("RELEASE_GATE_NONCE", first.instance().nonce());
        assertThat(second.instance().nonce()).isNotEqualTo(first.instance().nonce());
        assertThat(first.proofs()).isEmpty();
    }

    @Test
    void the_proofs_of_a_service_of_the_users_are_those_it_was_given() throws Exception {
        UserService shop = Shop.dyingAfter(1000, directory);
        Behaviours proof = proving -> {};
        assertThat(new UserService("shop", shop.service(), shop.endpoints(), List.of(proof))
                        .prepare(new RunFolder(directory), "s-1")
                        .proofs())
                .containsExactly(proof);
    }
}
