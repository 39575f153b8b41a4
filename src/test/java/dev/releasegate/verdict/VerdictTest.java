package dev.releasegate.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {
    @Test
    void the_worst_of_none_is_inconclusive() {
        assertThat(Verdict.worst(List.of())).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(new Judgement(List.of()).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @ParameterizedTest(name = "of {0} it is {1}")
    @CsvSource({
        "PASS, PASS",
        "PASS PASS, PASS",
        "INCONCLUSIVE PASS, INCONCLUSIVE",
        "PASS INCONCLUSIVE, INCONCLUSIVE",
        "FAIL INCONCLUSIVE PASS, FAIL",
        "PASS FAIL, FAIL",
        "INCONCLUSIVE FAIL, FAIL",
    })
    void one_bad_finding_spoils_all_good_ones(String verdicts, Verdict worst) {
        assertThat(Verdict.worst(Arrays.stream(verdicts.split(" ", -1))
                        .map(Verdict::valueOf)
                        .toList()))
                .isEqualTo(worst);
    }

    @Test
    void the_worst_findings_come_first_and_else_the_order_stays() {
        EvidenceFinding torn = EvidenceFinding.inconclusive(EvidenceFinding.Kind.TORN_LOG, "torn");
        EvidenceFinding other = EvidenceFinding.inconclusive(EvidenceFinding.Kind.OTHER_SESSION, "other");
        EvidenceFinding died = new EvidenceFinding(Verdict.FAIL, EvidenceFinding.Kind.SERVICE_DIED, "the service died");
        Judgement judgement = new Judgement(List.of(torn, died, other));
        assertThat(judgement.findings()).containsExactly(died, torn, other);
    }

    @Test
    void a_fault_of_the_evidence_cannot_be_a_pass() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EvidenceFinding(Verdict.PASS, EvidenceFinding.Kind.EMPTY_LOG, "nothing there"))
                .withMessage("a fault of the evidence cannot be a pass: nothing there");
    }
}
