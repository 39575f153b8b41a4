package dev.releasegate.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasegate.record.ErrorReason;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectationTest {
    private static final Expectation SAYS_OK =
            new JsonExpectation(json -> json.path("status").asText().equals("ok"));

    @Test
    void another_status_is_told_by_its_name() {
        assertThat(Expectation.status(200).fault(json(200, "{}"))).isEmpty();
        assertThat(Expectation.status(200).fault(json(503, "{}"))).contains(ErrorReason.ofStatus(503));
        assertThat(Expectation.status(404).fault(json(200, "{}"))).contains(new ErrorReason("http_200"));
    }

    @Test
    void a_media_type_is_compared_without_its_parameters_and_its_case() {
        Expectation expectation = Expectation.mediaType("application/json");
        assertThat(expectation.fault(answer(200, "Application/JSON; charset=utf-8", "")))
                .isEmpty();
        assertThat(expectation.fault(answer(200, "application/jsonp", ""))).contains(ErrorReason.ASSERTION_FAILED);
        assertThat(expectation.fault(answer(200, "", ""))).contains(ErrorReason.ASSERTION_FAILED);
    }

    @Test
    void a_body_contains_what_it_contains() {
        Expectation expectation = Expectation.bodyContains("5 €");
        assertThat(expectation.fault(answer(200, "text/plain", "only 5 € today")))
                .isEmpty();
        assertThat(expectation.fault(answer(200, "text/plain", "only 6 € today")))
                .contains(ErrorReason.ASSERTION_FAILED);
    }

    @Test
    void of_two_expectations_the_first_that_is_not_met_is_told() {
        Expectation both = Expectation.status(200).and(Expectation.bodyContains("hello"));
        assertThat(both.fault(answer(200, "text/plain", "hello"))).isEmpty();
        assertThat(both.fault(answer(200, "text/plain", "bye"))).contains(ErrorReason.ASSERTION_FAILED);
        assertThat(both.fault(answer(500, "text/plain", "hello"))).contains(ErrorReason.ofStatus(500));
        assertThat(both.fault(answer(500, "text/plain", "bye"))).contains(ErrorReason.ofStatus(500));
    }

    @Test
    void json_that_says_what_is_expected_is_as_expected() {
        assertThat(SAYS_OK.fault(json(200, "{\"status\":\"ok\"}"))).isEmpty();
        assertThat(SAYS_OK.fault(answer(200, "application/json; charset=utf-8", " {\"status\":\"ok\"}\n")))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"{\"status\":\"down\"}", "{}", "[]", "null", "\"ok\""})
    void json_that_says_something_else_is_a_failed_assertion(String body) {
        assertThat(SAYS_OK.fault(json(200, body))).contains(ErrorReason.ASSERTION_FAILED);
    }

    @Test
    void a_login_page_with_status_200_is_no_answer() {
        assertThat(SAYS_OK.fault(answer(200, "text/html", "<html>Please log in</html>")))
                .contains(ErrorReason.BODY_INVALID);
        assertThat(SAYS_OK.fault(json(200, "<html>Please log in</html>"))).contains(ErrorReason.BODY_INVALID);
        assertThat(SAYS_OK.fault(answer(200, "text/html", "{\"status\":\"ok\"}")))
                .contains(ErrorReason.BODY_INVALID);
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(
            strings = {
                "",
                " ",
                "{\"status\":\"ok\"",
                "{\"status\":\"ok\"} {}",
                "{\"status\":\"ok\"}]",
                "{\"status\":\"down\",\"status\":\"ok\"}",
                "{'status':'ok'}",
                "{\"status\":\"ok\",}",
                "{\"status\":\"ok\"} // fine"
            })
    void what_is_no_json_is_a_broken_body(String body) {
        assertThat(SAYS_OK.fault(json(200, body))).contains(ErrorReason.BODY_INVALID);
    }

    @Test
    void json_nested_too_deep_is_a_broken_body() {
        assertThat(SAYS_OK.fault(json(200, "[".repeat(100_000)))).contains(ErrorReason.BODY_INVALID);
    }

    @Test
    void a_body_cannot_be_changed_after_it_was_read() {
        byte[] body = "{\"status\":\"ok\"}".getBytes(StandardCharsets.UTF_8);
        Answer answer = new Answer(200, "application/json", body);
        body[0] = 'x';
        answer.bytes()[0] = 'x';
        assertThat(answer.text()).isEqualTo("{\"status\":\"ok\"}");
    }

    private static Answer json(int status, String body) {
        return answer(status, "application/json", body);
    }

    private static Answer answer(int status, String contentType, String body) {
        return new Answer(status, contentType, body.getBytes(StandardCharsets.UTF_8));
    }
}
