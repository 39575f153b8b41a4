package dev.releasegate.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.releasegate.probe.Answer;
import dev.releasegate.probe.Call;
import dev.releasegate.probe.Expectation;
import dev.releasegate.record.ErrorReason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointParametersTest {
    private static final String CART = "<step>cart</step><path>/cart</path>";
    private static final String KNOWN =
            " Known are step, method, path, headers, body, status, mediaType, bodyContains.";

    @Test
    void an_endpoint_is_got_and_answers_200_unless_it_says_otherwise() throws Exception {
        Call call = read("<step> cart </step><path> /cart </path>");

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
        Call call = read("<step>order</step><method>post</method><path>/order?now</path>"
                + "<headers><Accept>text/plain</Accept><content-type>text/plain; charset=utf-8</content-type></headers>"
                + "<body>{}</body><status>201</status><mediaType>Text/Plain</mediaType>"
                + "<bodyContains>thanks</bodyContains>");

        assertThat(call).hasToString("order: POST /order?now");
        assertThat(call.headers())
                .isEqualTo(Map.of("Accept", "text/plain", "content-type", "text/plain; charset=utf-8"))
                .containsEntry("Content-Type", "text/plain; charset=utf-8");
        assertThat(call.body()).contains("{}");
        assertThat(fault(call, 201, "text/plain;charset=utf-8", "many thanks")).isEmpty();
        assertThat(fault(call, 200, "text/plain", "many thanks")).contains(ErrorReason.ofStatus(200));
        assertThat(fault(call, 201, "text/html", "many thanks")).contains(ErrorReason.ASSERTION_FAILED);
        assertThat(fault(call, 201, "text/plain", "sorry")).contains(ErrorReason.ASSERTION_FAILED);
    }

    @Test
    void an_answer_that_must_be_json_is_read_as_json() throws Exception {
        Call call = read(CART + "<mediaType>Application/Problem+JSON</mediaType>");

        assertThat(fault(call, 200, "application/problem+json", "{}")).isEmpty();
        assertThat(fault(call, 200, "application/problem+json", "{")).contains(ErrorReason.BODY_INVALID);
        assertThat(fault(call, 200, "text/html", "{}")).contains(ErrorReason.ASSERTION_FAILED);
    }

    @Test
    void a_header_can_be_read_from_the_environment() throws Exception {
        Map.Entry<String, String> variable = System.getenv().entrySet().stream()
                .filter(entry -> !entry.getValue().isBlank())
                .findFirst()
                .orElseThrow();

        assertThat(headers("<X-API-Key>env:" + variable.getKey() + "</X-API-Key><X-Plain>environment</X-Plain>"))
                .isEqualTo(Map.of("X-API-Key", variable.getValue(), "X-Plain", "environment"));
    }

    @Test
    void a_header_whose_variable_is_not_set_is_told_with_its_name() {
        assertFault(
                CART + "<headers><X-API-Key>env:RELEASE_GATE_NOT_SET_BY_ANYONE</X-API-Key></headers>",
                "<headers>: X-API-Key is read from the environment variable RELEASE_GATE_NOT_SET_BY_ANYONE,"
                        + " which is not set");
    }

    @Test
    void an_unknown_element_is_told_with_the_nearest_one() {
        assertFault(
                CART + "<mediatype>text/plain</mediatype>",
                "pom.xml: unknown element <mediatype> in <endpoint>; did you mean \"mediaType\"?" + KNOWN);
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> EndpointParameters.read(Filled.element("<endpoints><endpont/></endpoints>")))
                .withMessage("pom.xml: unknown element <endpont> in <endpoints>; did you mean \"endpoint\"?"
                        + " Known are endpoint.");
    }

    @Test
    void the_same_element_twice_is_told() {
        assertFault(CART + "<step>order</step>", "pom.xml: <step> is twice in <endpoint>; once is enough");
        assertFault(
                CART + "<headers><Accept>a/b</Accept><Accept>c/d</Accept></headers>",
                "pom.xml: <Accept> is twice in <headers>; once is enough");
        assertFault(
                CART + "<headers><Accept>a/b</Accept><accept>c/d</accept></headers>",
                "<endpoint> cart: <accept> is twice in <headers>: upper and lower case of the name of a header do not"
                        + " count");
    }

    @Test
    void a_step_or_a_path_that_is_missing_is_told() {
        assertFault("<path>/cart</path>", "<endpoint>: <step> is missing");
        assertFault("<step> </step><path>/cart</path>", "<endpoint>: <step> is missing");
        assertFault("<step>cart</step>", "<endpoint> cart: <path> is missing");
        assertFault("<step>cart</step><path/>", "<endpoint> cart: <path> is missing");
    }

    @Test
    void a_path_that_cannot_be_asked_for_is_told() {
        assertFault(
                "<step>cart</step><path>cart</path>", "<endpoint> cart: path must begin with a slash, but is \"cart\"");
        assertFault(
                "<step>cart</step><path>/my cart</path>",
                "<endpoint> cart: path must have no blanks and no control characters (write %20 for a blank),"
                        + " but is \"/my cart\"");
        assertFault(
                "<step>cart</step><path>/cart&#x7f;</path>",
                "<endpoint> cart: path must have no blanks and no control characters (write %20 for a blank),"
                        + " but is \"/cart\u007f\"");
        assertFault(
                "<step>cart</step><path>/café</path>",
                "<endpoint> cart: path must be of ASCII characters (write others percent-encoded, %C3%A9 for \u00e9),"
                        + " but is \"/café\"");
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"", "GET /", "GET1", "G\u00cbT"})
    void a_method_that_is_none_is_told(String method) {
        assertFault(
                CART + "<method>" + method + "</method>",
                "<endpoint> cart: method must be letters only, such as GET or POST, but is \"" + method + "\"");
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"", "199", "600", "-200", "200.0", "2OO", "0200"})
    void a_status_that_is_none_is_told(String status) {
        assertFault(
                CART + "<status>" + status + "</status>",
                "<endpoint> cart: <status> must be a whole number from 200 to 599, but is \"" + status + "\"");
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"", "json", "application/json; charset=utf-8", "application/", "a/b/c", "*/*"})
    void a_media_type_that_is_none_is_told(String type) {
        assertFault(
                CART + "<mediaType>" + type + "</mediaType>",
                "<endpoint> cart: <mediaType> must be such as application/json, without parameters, but is \"" + type
                        + "\"");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"Content-Length", "transfer-encoding", "HOST"})
    void a_header_that_the_probe_sets_itself_is_refused(String header) {
        assertFault(
                CART + "<headers><" + header + ">1</" + header + "></headers>",
                "<endpoint> cart: header " + header + " must be left out, because the probe sets it itself");
    }

    @Test
    void a_header_whose_name_is_none_is_told() {
        assertFault(
                CART + "<headers><X:Key>1</X:Key></headers>",
                "<endpoint> cart: the name of a header must be a token such as X-API-Key, but is \"X:Key\"");
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"", "json", "text/", "text/plain; charset=utf-99", "text/plain; charset=a b"})
    void a_content_type_that_is_none_is_told(String type) {
        assertFault(
                CART + "<headers><Content-Type>" + type + "</Content-Type></headers>",
                "<endpoint> cart: header Content-Type must be such as text/plain or text/plain; charset=utf-8,"
                        + " with a charset that this Java knows");
    }

    @Test
    void an_empty_element_is_an_empty_text() throws Exception {
        assertThat(headers("<X-Empty/>")).isEqualTo(Map.of("X-Empty", ""));
        assertThat(read(CART + "<body/>").body()).contains("");
    }

    private static Call read(String elements) throws Exception {
        List<Call> calls =
                EndpointParameters.read(Filled.element("<endpoints><endpoint>" + elements + "</endpoint></endpoints>"));
        assertThat(calls).hasSize(1);
        return calls.get(0);
    }

    private static Map<String, String> headers(String headers) throws Exception {
        return read(CART + "<headers>" + headers + "</headers>").headers();
    }

    private static void assertFault(String elements, String message) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> read(elements))
                .withMessage(message);
    }

    private static Optional<ErrorReason> fault(Call call, int status, String contentType, String body) {
        return call.expectation().fault(new Answer(status, contentType, body.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Other: b", "a\nb", "a\u0001b", "a\u007f"})
    void a_header_with_a_control_character_in_its_value_is_refused_without_telling_the_value(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Call(
                        "cart", "GET", "/cart", Map.of("X-Key", value), Optional.empty(), Expectation.status(200)))
                .withMessage("header X-Key: its value has a line break or another control character in it, which cannot"
                        + " be sent");
    }
}
