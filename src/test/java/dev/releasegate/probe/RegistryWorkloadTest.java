package dev.releasegate.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasegate.record.ErrorReason;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryWorkloadTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final RegistryWorkload workload = new RegistryWorkload("s-1", "k3y", 42);

    @Test
    void a_round_asks_five_steps() {
        assertThat(workload.tool()).isEqualTo("registry");
        assertThat(workload.steps()).containsExactly("health", "openapi", "registry_put", "registry_get", "resolve");
    }

    @Test
    void the_key_is_sent_only_where_it_is_needed() {
        assertThat(call("health").headers()).isEmpty();
        assertThat(call("openapi").headers()).isEmpty();
        assertThat(call("registry_put").headers()).isEqualTo(Map.of("X-API-Key", "k3y"));
    }

    @Test
    void a_step_that_the_registry_does_not_have_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> workload.call("login", 0))
                .withMessage("the Registry has no step \"login\"");
    }

    @Test
    void health_says_ok() {
        assertThat(call("health").path()).isEqualTo("/health");
        assertThat(fault(call("health"), 200, "{\"status\":\"ok\"}")).isEmpty();
        assertThat(fault(call("health"), 200, "{\"status\":\"down\"}")).contains(ErrorReason.ASSERTION_FAILED);
        assertThat(fault(call("health"), 503, "{\"status\":\"ok\"}")).contains(ErrorReason.ofStatus(503));
    }

    @Test
    void openapi_names_its_version() {
        assertThat(call("openapi").path()).isEqualTo("/openapi.json");
        assertThat(fault(call("openapi"), 200, "{\"openapi\":\"3.1.0\"}")).isEmpty();
        assertThat(fault(call("openapi"), 200, "{\"openapi\":3.1}")).contains(ErrorReason.ASSERTION_FAILED);
    }

    @Test
    void nothing_can_be_read_before_the_first_put_succeeded() {
        assertThat(workload.call("registry_get", 0)).isEmpty();
        assertThat(workload.call("resolve", 0)).isEmpty();

        call("registry_put");

        assertThat(workload.call("registry_get", 0))
                .as("after a PUT without an answer")
                .isEmpty();
    }

    @ParameterizedTest(name = "{0} with urn {1}, digest {2}")
    @CsvSource({
        "200, true, \"d1\"",
        "500, true, \"d1\"",
        "201, false, \"d1\"",
        "201, true, 7",
        "201, true, null",
    })
    void nothing_is_read_back_that_was_not_stored(int status, boolean sameUrn, String digest)
            throws JsonProcessingException {
        Call put = call("registry_put");
        String urn = sameUrn ? urn(put) : "urn:release-gate:probe:another";
        assertThat(fault(put, status, "{\"urn\":\"" + urn + "\",\"digest\":" + digest + "}"))
                .isPresent();

        assertThat(workload.call("registry_get", 0)).isEmpty();
        assertThat(workload.call("resolve", 0)).isEmpty();
    }

    @Test
    void what_was_stored_is_read_back_and_resolved() throws JsonProcessingException {
        Call put = call("registry_put");
        assertThat(put.method()).isEqualTo("PUT");
        assertThat(fault(put, 201, stored(put).toString())).isEmpty();

        Call get = call("registry_get");
        Call resolve = call("resolve");
        assertThat(get.path()).isEqualTo(put.path()).isEqualTo("/v1/registry/urn%3Arelease-gate%3Aprobe%3As-1-0");
        assertThat(resolve.path()).isEqualTo("/v1/resolve?urn=urn%3Arelease-gate%3Aprobe%3As-1-0");
        assertThat(fault(get, 200, stored(put).toString())).isEmpty();
        assertThat(fault(resolve, 200, stored(put).toString())).isEmpty();
        assertThat(fault(get, 404, "{}")).contains(ErrorReason.ofStatus(404));
    }

    @ParameterizedTest(name = "another {0}")
    @ValueSource(strings = {"urn", "digest"})
    void another_name_than_was_stored_is_a_failed_assertion(String field) throws JsonProcessingException {
        Call put = call("registry_put");
        assertThat(fault(put, 201, stored(put).toString())).isEmpty();
        String wrong = stored(put).put(field, "something else").toString();

        assertThat(fault(call("registry_get"), 200, wrong)).contains(ErrorReason.ASSERTION_FAILED);
        assertThat(fault(call("resolve"), 200, wrong)).contains(ErrorReason.ASSERTION_FAILED);
    }

    @Test
    void another_manifest_than_was_stored_is_a_failed_assertion() throws JsonProcessingException {
        Call put = call("registry_put");
        assertThat(fault(put, 201, stored(put).toString())).isEmpty();
        ObjectNode wrong = stored(put);
        wrong.withObject("/manifest").put("nonce", "0");
        ObjectNode none = stored(put).without("manifest");

        assertThat(fault(call("registry_get"), 200, wrong.toString())).contains(ErrorReason.ASSERTION_FAILED);
        assertThat(fault(call("resolve"), 200, none.toString())).contains(ErrorReason.ASSERTION_FAILED);
    }

    @Test
    void only_what_was_stored_is_read_back_and_not_what_failed() throws JsonProcessingException {
        Call first = workload.call("registry_put", 0).orElseThrow();
        Call second = workload.call("registry_put", 1).orElseThrow();
        assertThat(fault(first, 500, "{}")).isPresent();
        assertThat(fault(second, 201, stored(second).toString())).isEmpty();

        for (int round = 0; round < 20; round++) {
            assertThat(workload.call("registry_get", round).orElseThrow().path())
                    .isEqualTo(second.path());
        }
    }

    @Test
    void every_put_and_every_session_has_a_urn_and_content_of_its_own() {
        RegistryWorkload other = new RegistryWorkload("s-2", "k3y", 42);
        Call first = workload.call("registry_put", 0).orElseThrow();
        Call second = workload.call("registry_put", 1).orElseThrow();

        assertThat(first.path()).isNotEqualTo(second.path());
        assertThat(first.body()).isNotEqualTo(second.body());
        assertThat(other.call("registry_put", 0).orElseThrow().path()).isNotEqualTo(first.path());
    }

    private Call call(String step) {
        return workload.call(step, 0).orElseThrow();
    }

    private static String urn(Call put) {
        return URLDecoder.decode(put.path().substring("/v1/registry/".length()), StandardCharsets.UTF_8);
    }

    /** What a Registry answers that has stored what the PUT sent. */
    private static ObjectNode stored(Call put) throws JsonProcessingException {
        JsonNode sent = JSON.readTree(put.body().orElseThrow());
        ObjectNode answer = JSON.createObjectNode().put("urn", urn(put)).put("digest", "sha256:1");
        answer.set("manifest", sent.get("manifest"));
        return answer;
    }

    private static Optional<ErrorReason> fault(Call call, int status, String body) {
        return call.expectation().fault(new Answer(status, "application/json", body.getBytes(StandardCharsets.UTF_8)));
    }
}
