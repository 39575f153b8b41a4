package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.releasegate.record.InstanceProof;
import dev.releasegate.record.RequestId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link OpenApiContractTest} asks for the proof with every status that the document knows; here is the rest. */
class InstanceProofOfRegistryTest extends WithRegistry {
    private static final RequestId ID = new RequestId("example-1");
    private static final String PROOF = RegistryFixture.INSTANCE.of(ID);

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "GET /health HTTP/1.1, 200",
        "GET /nothing HTTP/1.1, 404",
        "DELETE /health HTTP/1.1, 405",
        "GET /health HTTP/1.1\\r\\nHost: other, 400",
        "PUT /v1/registry/urn:a1:b HTTP/1.1\\r\\nContent-Length: +3, 400",
    })
    void every_answer_to_a_request_that_has_an_id_proves_it(String head, int status) throws Exception {
        String answer = registry.raw(head.replace("\\r\\n", "\r\n")
                + "\r\nHost: x\r\nConnection: close\r\nX-Request-Id: " + ID + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 " + status).contains("\r\nX-Release-Gate-Instance: " + PROOF + "\r\n");
    }

    @Test
    void requests_in_one_go_get_each_the_proof_of_its_own() throws Exception {
        String first = "GET /health HTTP/1.1\r\nHost: x\r\nX-Request-Id: example-1\r\n\r\n";
        String second = "GET /nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Request-Id: example-2\r\n\r\n";
        assertThat(registry.raw(first + second))
                .containsSubsequence(
                        "HTTP/1.1 200", PROOF, "HTTP/1.1 404", RegistryFixture.INSTANCE.of(new RequestId("example-2")));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"", "X-Request-Id: not an id\r\n", "X-Request-Id: a\r\nX-Request-Id: a\r\n"})
    void a_request_without_an_id_or_with_two_gets_none(String headers) throws Exception {
        assertThat(registry.raw("GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + headers + "\r\n"))
                .startsWith("HTTP/1.1 200")
                .doesNotContain(InstanceProof.HEADER);
    }

    @Test
    void the_program_hears_the_nonce_of_its_environment_although_it_ignores_the_rest() throws Exception {
        String health = "GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Request-Id: example-1\r\n\r\n";
        InstanceProof instance = InstanceProof.random();
        try (ForkedRegistry proving = ForkedRegistry.start(
                        directory, directory.resolve("a"), Map.of(InstanceProof.VARIABLE, instance.nonce()));
                ForkedRegistry silent = ForkedRegistry.start(directory, directory.resolve("b"))) {
            assertThat(proving.ask(health)).contains("\r\nX-Release-Gate-Instance: " + instance.of(ID) + "\r\n");
            assertThat(silent.ask(health)).startsWith("HTTP/1.1 200").doesNotContain(InstanceProof.HEADER);
        }
    }

    @Test
    void what_is_no_nonce_is_refused_and_not_told() {
        assertThatThrownBy(() -> RunningRegistry.instance(Map.of(InstanceProof.VARIABLE, "secret")))
                .isInstanceOf(UsageException.class)
                .hasMessage("the environment variable RELEASE_GATE_NONCE: a nonce must be 64 lower-case hex digits");
    }
}
