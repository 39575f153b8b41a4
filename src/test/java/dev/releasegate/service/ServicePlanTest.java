package dev.releasegate.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServicePlanTest {
    private static final ServiceCommand COMMAND = new ServiceCommand(List.of("serve"), Map.of(), Path.of("."));
    private static final Address ADDRESS = new Address.Fixed(URI.create("http://127.0.0.1:8080"));

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(
            strings = {
                "ftp://127.0.0.1:21",
                "127.0.0.1:8080",
                "http:///health",
                "http://name:secret@127.0.0.1:8080",
                "http://127.0.0.1:65536",
                "/health"
            })
    void a_fixed_address_is_an_http_url_with_a_host_and_without_a_password(String url) {
        URI uri = URI.create("127.0.0.1:8080".equals(url) ? "localhost:8080" : url);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Address.Fixed(uri))
                .withMessage("baseUrl must be such as http://127.0.0.1:8080, but is \"" + uri + "\"");
    }

    @ParameterizedTest(name = "{0} is port {1}")
    @CsvSource({"http://127.0.0.1:8080, 8080", "http://localhost, 80", "https://localhost, 443"})
    void a_fixed_address_without_a_port_has_that_of_its_scheme(URI url, int port) {
        assertThat(new Address.Fixed(url).port()).isEqualTo(port);
    }

    @Test
    void a_port_pattern_needs_a_group() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Address.Announced(Pattern.compile("port [0-9]+")))
                .withMessage("portPattern must have a group that is the port, such as \"listening on port ([0-9]+)\","
                        + " but is \"port [0-9]+\"");
    }

    @ParameterizedTest(name = "\"{0}\"")
    @CsvSource({"port 1, 1", "on port 40123!, 40123", "port 65535, 65535"})
    void a_port_is_found_in_its_line(String line, int port) {
        assertThat(announced("port ([0-9]+)").portIn(line)).contains(port);
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"", "port", "port 0", "port 65536", "port 99999", "port 123456789012"})
    void what_is_no_port_is_not_taken_for_one(String line) {
        assertThat(announced("port ([0-9]+)").portIn(line)).isEmpty();
    }

    @Test
    void a_group_that_took_no_part_is_no_port() {
        assertThat(announced("port (?:unknown|([0-9]+))").portIn("port unknown"))
                .isEmpty();
    }

    @Test
    void a_ready_path_begins_with_a_slash() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ServicePlan(COMMAND, ADDRESS, "health", Duration.ofSeconds(1)))
                .withMessage("readyPath must begin with a slash, but is \"health\"");
    }

    @Test
    void a_ready_path_can_stand_in_a_url() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ServicePlan(COMMAND, ADDRESS, "/is it up", Duration.ofSeconds(1)))
                .withMessage("readyPath is no path of a URL: Illegal character in path at index 3: /is it up");
    }

    @ParameterizedTest(name = "{0} ms")
    @ValueSource(longs = {0, -1})
    void the_time_to_become_ready_is_positive(long ms) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ServicePlan(COMMAND, ADDRESS, "/health", Duration.ofMillis(ms)))
                .withMessage("readyTimeout must be longer than 0 s");
    }

    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource({
        "http://127.0.0.1:8080, /health, http://127.0.0.1:8080/health",
        "http://127.0.0.1:8080/, /health, http://127.0.0.1:8080/health",
        "http://127.0.0.1:8080/shop, /health?deep, http://127.0.0.1:8080/shop/health?deep",
        "http://127.0.0.1:8080/shop/, //elsewhere, http://127.0.0.1:8080/shop//elsewhere",
    })
    void the_path_of_the_base_url_goes_before_the_ready_path(URI base, String path, URI asked) {
        assertThat(new ServicePlan(COMMAND, ADDRESS, path, Duration.ofSeconds(1)).readyUrl(base))
                .isEqualTo(asked);
    }

    @Test
    void a_command_names_a_program() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ServiceCommand(List.of(), Map.of(), Path.of(".")))
                .withMessage("the command of the service must name a program");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ServiceCommand(List.of(" ", "--port"), Map.of(), Path.of(".")))
                .withMessage("the command of the service must name a program");
    }

    private static Address.Announced announced(String pattern) {
        return new Address.Announced(Pattern.compile(pattern));
    }
}
