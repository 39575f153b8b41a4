package dev.releasegate.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.releasegate.service.Address;
import dev.releasegate.service.ServiceCommand;
import dev.releasegate.service.ServicePlan;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceParameterTest {
    private static final Path BASE = Path.of("project");

    private final ServiceParameter parameter = new ServiceParameter();

    @Test
    void a_service_at_a_known_address_becomes_a_plan() throws Exception {
        with("command", List.of("java", "-jar", "shop.jar"));
        with("baseUrl", " http://127.0.0.1:8080/shop ");

        assertThat(parameter.toPlan(BASE))
                .isEqualTo(new ServicePlan(
                        new ServiceCommand(List.of("java", "-jar", "shop.jar"), Map.of(), BASE),
                        new Address.Fixed(URI.create("http://127.0.0.1:8080/shop")),
                        "/health",
                        Duration.ofSeconds(30)));
    }

    @Test
    void a_service_that_announces_its_port_becomes_a_plan() throws Exception {
        with("command", List.of("./shop"));
        with("environment", Map.of("KEY", "k"));
        with("workingDirectory", new File("elsewhere"));
        with("portPattern", "port ([0-9]+)");
        with("readyPath", "/ready");
        with("readyTimeout", "2min");

        ServicePlan plan = parameter.toPlan(BASE);

        assertThat(plan.command())
                .isEqualTo(new ServiceCommand(List.of("./shop"), Map.of("KEY", "k"), Path.of("elsewhere")));
        assertThat(plan.address())
                .isInstanceOfSatisfying(
                        Address.Announced.class,
                        announced -> assertThat(announced.portPattern()).hasToString("port ([0-9]+)"));
        assertThat(plan.readyPath()).isEqualTo("/ready");
        assertThat(plan.readyTimeout()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void an_address_is_given_in_exactly_one_way() throws Exception {
        with("command", List.of("./shop"));
        String message = "<service>: give either <baseUrl>, where the service answers, or <portPattern>,"
                + " which finds the port in what it writes";
        assertFault(message);

        with("baseUrl", "http://127.0.0.1:8080");
        with("portPattern", "port ([0-9]+)");
        assertFault(message);
    }

    @Test
    void a_fault_is_told_with_its_place() throws Exception {
        with("portPattern", "port ([0-9]+)");
        assertFault("<service>: the command of the service must name a program");

        with("command", List.of("./shop"));
        with("readyTimeout", "soon");
        assertFault("<readyTimeout> must be a duration such as 500ms, 30s or 2min, but is \"soon\"");

        with("readyTimeout", "0s");
        assertFault("<service>: readyTimeout must be longer than 0 s");

        with("readyPath", "ready");
        assertFault("<service>: readyPath must begin with a slash, but is \"ready\"");

        with("portPattern", "port [0-9]+");
        assertFault("<service>: portPattern must have a group that is the port,"
                + " such as \"listening on port ([0-9]+)\", but is \"port [0-9]+\"");

        with("portPattern", "port ([0-9]+");
        assertFault("<service>: portPattern is no regular expression: Unclosed group near index 12\nport ([0-9]+");
    }

    @Test
    void a_base_url_that_is_none_is_told() throws Exception {
        with("command", List.of("./shop"));
        with("baseUrl", "127.0.0.1:8080");
        assertFault("<service>: Illegal character in scheme name at index 0: 127.0.0.1:8080");

        with("baseUrl", "localhost:8080");
        assertFault("<service>: baseUrl must be such as http://127.0.0.1:8080, but is \"localhost:8080\"");
    }

    /** Maven hands an empty element in as a null. */
    @Test
    void an_empty_element_is_an_empty_text() throws Exception {
        Map<String, Object> environment = new HashMap<>();
        environment.put("EMPTY", null);
        with("environment", environment);
        with("command", Arrays.asList("./shop", null));
        with("portPattern", "port ([0-9]+)");

        assertThat(parameter.toPlan(BASE).command())
                .isEqualTo(new ServiceCommand(List.of("./shop", ""), Map.of("EMPTY", ""), BASE));
    }

    private void with(String name, Object value) throws ReflectiveOperationException {
        Filled.with(parameter, name, value);
    }

    private void assertFault(String message) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> parameter.toPlan(BASE))
                .withMessage(message);
    }
}
