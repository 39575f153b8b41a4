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
        Expectation expectation = Expectation.mediaType("text/html");
        assertThat(expectation.fault(answer(200, "Text/HTML; charset=utf-8", "")))
                .isEmpty();
        assertThat(expectation.fault(answer(200, "text/htmlx", ""))).contains(ErrorReason.ASSERTION_FAILED);
        assertThat(expectation.fault(answer(200, "", ""))).contains(ErrorReason.ASSERTION_FAILED);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"application/json", "application/problem+json"})
    void a_body_whose_media_type_is_of_json_must_be_json(String type) {
        Expectation expectation = Expectation.mediaType(type);
        assertThat(expectation.fault(answer(200, type + "; charset=utf-8", "{}")))
                .isEmpty();
        assertThat(expectation.fault(answer(200, type, "null"))).isEmpty();
        assertThat(expectation.fault(answer(200, type, ""))).contains(ErrorReason.BODY_INVALID);
        assertThat(expectation.fault(answer(200, type, "{\"ok\":true"))).contains(ErrorReason.BODY_INVALID);
        assertThat(expectation.fault(answer(200, type, "{\"ok\":true,\"ok\":true}")))
                .contains(ErrorReason.BODY_INVALID);
        assertThat(expectation.fault(answer(200, "text/html", "<html>"))).contains(ErrorReason.ASSERTION_FAILED);
    }

    @Test
    void a_body_whose_media_type_is_not_of_json_may_be_anything() {
        assertThat(Expectation.mediaType("application/json-seq").fault(answer(200, "application/json-seq", "{")))
                .isEmpty();
    }

    @Test
    void json_is_told_by_the_body_and_not_by_the_media_type() {
        assertThat(Expectation.json().fault(answer(200, "text/plain", "[1]"))).isEmpty();
        assertThat(Expectation.json().fault(json(200, "[1"))).contains(ErrorReason.BODY_INVALID);
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
