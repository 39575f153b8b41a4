package dev.releasegate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasegate.evidence.Artifact;
import dev.releasegate.evidence.GitState;
import dev.releasegate.evidence.IdentityLevel;
import dev.releasegate.evidence.Origin;
import dev.releasegate.evidence.Service;
import dev.releasegate.verdict.EvidenceFinding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityCheckTest {
    private static final Origin ORIGIN = new Origin(
            "shop:shop:1.0",
            new GitState.NotKnown("no repository"),
            true,
            Optional.of(new Artifact("shop.jar", "a")),
            Map.of());

    /** Who has the port, whether proofs are in the answers, whether the file is the artifact, whether it behaved. */
    @ParameterizedTest(
            name = "owner {0}, proofs {1}, artifact {2}, behaved {3}: {4} is proven, and {5} may be asked for")
    @CsvSource({
        "ours,   false, true,  false, I4, I0 I2 I4",
        "ours,   false, false, false, I2, I0 I2",
        "ours,   true,  true,  true,  I4, I0 I1 I2 I3 I4",
        "ours,   false, false, true,  I2, I0 I1 I2",
        "nobody, true,  false, false, I3, I0 I2 I3",
        "nobody, true,  true,  false, I4, I0 I2 I3 I4",
        "nobody, false, true,  true,  I1, I0 I1",
        "nobody, false, true,  false, I0, I0"
    })
    void what_is_asked_for_must_hold_itself(
            String owner, boolean proofs, boolean artifact, boolean behaved, IdentityLevel proven, String enough) {
        IdentityCheck check = check(owner, proofs, artifact, behaved);

        assertThat(check.proven()).isEqualTo(proven);
        for (IdentityLevel level : IdentityLevel.values()) {
            assertThat(check.faults(level))
                    .extracting(EvidenceFinding::kind)
                    .as(level.name())
                    .isEqualTo(
                            enough.contains(level.name())
                                    ? List.of()
                                    : List.of(EvidenceFinding.Kind.IDENTITY_NOT_PROVEN));
        }
    }

    private static IdentityCheck check(String owner, boolean proofs, boolean artifact, boolean behaved) {
        Service.Sight sight = new Service.Sight(
                owner.equals("ours") ? new Service.Ours() : new Service.NotTold("this machine has no /proc/net/tcp"),
                behaved ? List.of(new Service.Shown("a wrong key is refused", true, "status 401")) : List.of());
        Service service = new Service(
                "http://127.0.0.1:40123",
                Optional.empty(),
                "00",
                Optional.of(new Service.StartedFile("shop.jar", artifact ? "a" : "b", artifact ? "a" : "b")),
                sight,
                sight);
        InstanceScan.Tally answers =
                proofs ? new InstanceScan.Tally(60, 0, 0, 0, 0) : new InstanceScan.Tally(0, 60, 0, 1, 0);
        return new IdentityCheck(service, ORIGIN, answers);
    }
}
