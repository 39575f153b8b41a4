package dev.releasegate.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorReasonTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "400, bad_request",
        "401, unauthorized",
        "403, forbidden",
        "404, not_found",
        "405, method_not_allowed",
        "409, conflict",
        "413, payload_too_large",
        "415, unsupported_media_type",
        "422, validation_error",
        "429, rate_limited",
        "500, internal_error",
        "502, bad_gateway",
        "503, service_unavailable",
        "504, gateway_timeout",
        "402, http_402",
        "408, http_408",
        "418, http_418",
        "501, http_501",
        "302, http_302" /* a redirect that was not expected is a failure too */,
        "200, http_200",
        "999, http_999",
    })
    void a_status_has_a_word_or_is_named_by_its_number(int status, String code) {
        assertThat(ErrorReason.ofStatus(status)).isEqualTo(new ErrorReason(code));
        assertThat(ErrorReason.ofStatus(status)).hasToString(code);
    }

    @Test
    void the_vocabulary_is_these_words_and_no_other() {
        assertThat(ErrorReason.codes())
                .containsExactly(
                        "bad_request",
                        "unauthorized",
                        "forbidden",
                        "not_found",
                        "method_not_allowed",
                        "conflict",
                        "payload_too_large",
                        "unsupported_media_type",
                        "validation_error",
                        "rate_limited",
                        "internal_error",
                        "bad_gateway",
                        "service_unavailable",
                        "gateway_timeout",
                        "connect_timeout",
                        "read_timeout",
                        "connection_refused",
                        "connection_reset",
                        "dns_failure",
                        "tls_failure",
                        "body_invalid",
                        "assertion_failed");
    }

    @Test
    void every_word_of_the_vocabulary_is_a_reason() {
        assertThat(ErrorReason.codes())
                .allSatisfy(code -> assertThat(ErrorReason.of(code)).contains(new ErrorReason(code)));
    }

    @ParameterizedTest(name = "\"{0}\" is no reason")
    @ValueSource(
            strings = {
                "",
                " ",
                "timeout",
                "unknown_error",
                "Not_Found",
                "not_found ",
                "404",
                "http_",
                "http_40",
                "http_4040",
                "http_040",
                "http_abc",
                "HTTP_418",
                "http_418\n",
                "Registry PUT failed: HTTP 400: invalid_manifest",
            })
    void anything_else_is_refused(String code) {
        assertThat(ErrorReason.of(code)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ErrorReason(code))
                .withMessage("unknown error reason \"" + code + "\"; known are bad_request, unauthorized, forbidden,"
                        + " not_found, method_not_allowed, conflict, payload_too_large, unsupported_media_type,"
                        + " validation_error, rate_limited, internal_error, bad_gateway, service_unavailable,"
                        + " gateway_timeout, connect_timeout, read_timeout, connection_refused, connection_reset,"
                        + " dns_failure, tls_failure, body_invalid, assertion_failed and http_<status>");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "connection_refused, true",
        "connection_reset, true",
        "connect_timeout, false",
        "read_timeout, false",
        "service_unavailable, false",
    })
    void only_a_refused_or_reset_connection_says_that_the_other_side_may_have_died(String code, boolean lost) {
        assertThat(new ErrorReason(code).isConnectionLost()).isEqualTo(lost);
    }
}
