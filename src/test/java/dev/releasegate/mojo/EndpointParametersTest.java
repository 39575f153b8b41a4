package dev.releasegate.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.releasegate.probe.Answer;
import dev.releasegate.probe.Call;
import dev.releasegate.record.ErrorReason;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EndpointParameterTest {
    private final EndpointParameter parameter = new EndpointParameter();

    @Test
    void an_endpoint_is_got_and_answers_200_unless_it_says_otherwise() throws Exception {
        with("step", " cart ");
        with("path", " /cart ");

        Call call = parameter.toCall();

        assertThat(call.step()).isEqualTo("cart");
        assertThat(call.method()).isEqualTo("GET");
        assertThat(call.path()).isEqualTo("/cart");
        assertThat(call.headers()).isEmpty();
        assertThat(call.body()).isEmpty();
        assertThat(fault(call, 200, "", "")).isEmpty();
        assertThat(fault(call, 201, "", "")).contains(ErrorReason.ofStatus(201));
    }

    @Test
    void an_endpoint_is_what_it_says() throws Exception {
        with("step", "order");
        with("method", "post");
        with("path", "/order");
        with("headers", Map.of("Accept", "text/plain"));
        with("body", "{}");
        with("status", 201);
        with("mediaType", "Text/Plain");
        with("bodyContains", "thanks");

        Call call = parameter.toCall();

        assertThat(call).hasToString("order: POST /order");
        assertThat(call.headers()).isEqualTo(Map.of("Accept", "text/plain"));
        assertThat(call.body()).contains("{}");
        assertThat(fault(call, 201, "text/plain;charset=utf-8", "many thanks")).isEmpty();
        assertThat(fault(call, 200, "text/plain", "many thanks")).contains(ErrorReason.ofStatus(200));
        assertThat(fault(call, 201, "text/html", "many thanks")).contains(ErrorReason.ASSERTION_FAILED);
        assertThat(fault(call, 201, "text/plain", "sorry")).contains(ErrorReason.ASSERTION_FAILED);
    }

    @Test
    void a_header_can_be_read_from_the_environment() throws Exception {
        Map.Entry<String, String> variable = System.getenv().entrySet().stream()
                .filter(entry -> !entry.getValue().isBlank())
                .findFirst()
                .orElseThrow();
        with("step", "cart");
        with("path", "/cart");
        with("headers", Map.of("X-API-Key", "env:" + variable.getKey(), "X-Plain", "environment"));

        assertThat(parameter.toCall().headers())
                .isEqualTo(Map.of("X-API-Key", variable.getValue(), "X-Plain", "environment"));
    }

    @Test
    void a_header_whose_variable_is_not_set_is_told_with_its_name() throws Exception {
        with("step", "cart");
        with("path", "/cart");
        with("headers", Map.of("X-API-Key", "env:RELEASE_GATE_NOT_SET_BY_ANYONE"));

        assertFault("<headers>: X-API-Key is read from the environment variable RELEASE_GATE_NOT_SET_BY_ANYONE,"
                + " which is not set");
    }

    @Test
    void what_is_missing_or_wrong_is_told() throws Exception {
        with("path", "/cart");
        assertFault("<endpoint>: <step> is missing");

        with("step", " ");
        assertFault("<endpoint>: <step> is missing");

        with("step", "cart");
        with("path", "cart");
        assertFault("<endpoint> cart: path must begin with a slash, but is \"cart\"");

        with("path", " ");
        assertFault("<endpoint>: <path> is missing");
    }

    /** Maven hands an empty element in as a null. */
    @Test
    void an_empty_header_is_an_empty_text() throws Exception {
        Map<String, Object> headers = new HashMap<>();
        headers.put("X-Empty", null);
        with("step", "cart");
        with("path", "/cart");
        with("headers", headers);

        assertThat(parameter.toCall().headers()).isEqualTo(Map.of("X-Empty", ""));
    }

    private void with(String name, Object value) throws ReflectiveOperationException {
        Filled.with(parameter, name, value);
    }

    private void assertFault(String message) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(parameter::toCall)
                .withMessage(message);
    }

    private static Optional<ErrorReason> fault(Call call, int status, String contentType, String body) {
        return call.expectation().fault(new Answer(status, contentType, body.getBytes(StandardCharsets.UTF_8)));
    }
}
