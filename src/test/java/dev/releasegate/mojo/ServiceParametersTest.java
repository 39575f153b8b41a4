package dev.releasegate.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.releasegate.service.Address;
import dev.releasegate.service.ServiceCommand;
import dev.releasegate.service.ServicePlan;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.junit.jupiter.api.Test;

class ServiceParametersTest {
    private static final Path BASE = Path.of("project").toAbsolutePath();
    private static final String COMMAND = "<command><program>./shop</program></command>";
    private static final String PORT = "<portPattern>port ([0-9]+)</portPattern>";
    private static final String KNOWN = " Known are command, environment, workingDirectory, baseUrl, portPattern,"
            + " readyPath, readyTimeout, openApi.";

    @Test
    void a_service_at_a_known_address_becomes_a_plan() throws Exception {
        assertThat(read("<command><argument>java</argument><argument>-jar</argument><argument>shop.jar</argument>"
                        + "</command><baseUrl> http://127.0.0.1:8080/shop </baseUrl>"))
                .isEqualTo(new ServicePlan(
                        new ServiceCommand(List.of("java", "-jar", "shop.jar"), Map.of(), BASE),
                        new Address.Fixed(URI.create("http://127.0.0.1:8080/shop")),
                        "/health",
                        Duration.ofSeconds(30)));
    }

    @Test
    void a_service_that_announces_its_port_becomes_a_plan() throws Exception {
        ServicePlan plan = read(COMMAND + "<environment><KEY>k</KEY></environment>"
                + "<workingDirectory>elsewhere</workingDirectory>" + PORT
                + "<readyPath>/ready</readyPath><readyTimeout>2min</readyTimeout>");

        assertThat(plan.command())
                .isEqualTo(new ServiceCommand(List.of("./shop"), Map.of("KEY", "k"), BASE.resolve("elsewhere")));
        assertThat(plan.address())
                .isInstanceOfSatisfying(
                        Address.Announced.class,
                        announced -> assertThat(announced.portPattern()).hasToString("port ([0-9]+)"));
        assertThat(plan.readyPath()).isEqualTo("/ready");
        assertThat(plan.readyTimeout()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void a_working_directory_that_is_absolute_stays_as_it_is() throws Exception {
        Path elsewhere = Path.of("elsewhere").toAbsolutePath();

        ServicePlan plan = read(COMMAND + PORT + "<workingDirectory>" + elsewhere + "</workingDirectory>");

        assertThat(plan.command().directory()).isEqualTo(elsewhere);
    }

    @Test
    void an_address_is_given_in_exactly_one_way() {
        String message = "<service>: give either <baseUrl>, where the service answers, or <portPattern>,"
                + " which finds the port in what it writes";
        assertFault(COMMAND, message);
        assertFault(COMMAND + PORT + "<baseUrl>http://127.0.0.1:8080</baseUrl>", message);
    }

    @Test
    void an_unknown_element_is_told_with_the_nearest_one() {
        assertFault(
                COMMAND + PORT + "<readyPth>/ready</readyPth>",
                "pom.xml: unknown element <readyPth> in <service>; did you mean \"readyPath\"?" + KNOWN);
        assertFault("<threads>1</threads>", "pom.xml: unknown element <threads> in <service>." + KNOWN);
    }

    @Test
    void the_same_element_twice_is_told() {
        assertFault(COMMAND + PORT + PORT, "pom.xml: <portPattern> is twice in <service>; once is enough");
        assertFault(
                COMMAND + PORT + "<environment><KEY>a</KEY><KEY>b</KEY></environment>",
                "pom.xml: <KEY> is twice in <environment>; once is enough");
    }

    @Test
    void text_where_elements_must_be_is_told_and_so_are_elements_where_text_must_be() {
        assertFault(
                "<command>./shop</command>" + PORT, "pom.xml: <command> must have elements in it, but there is text");
        assertFault("./shop", "pom.xml: <service> must have elements in it, but there is text");
        assertFault(
                "<command><argument><argument>./shop</argument></argument></command>" + PORT,
                "pom.xml: <argument> in <command> must be text, but there is <argument> in it");
        assertFault(
                COMMAND + PORT + "<readyPath><path>/ready</path></readyPath>",
                "pom.xml: <readyPath> in <service> must be text, but there is <path> in it");
    }

    @Test
    void a_fault_is_told_with_its_place() {
        assertFault(PORT, "<service>: the command of the service must name a program");
        assertFault(
                COMMAND + PORT + "<readyTimeout>soon</readyTimeout>",
                "<readyTimeout> must be a duration such as 500ms, 30s or 2min, but is \"soon\"");
        assertFault(
                COMMAND + PORT + "<readyTimeout>0s</readyTimeout>", "<service>: readyTimeout must be longer than 0 s");
        assertFault(
                COMMAND + PORT + "<readyTimeout>999999999min</readyTimeout>",
                "<readyTimeout> must be at most 1440min, which is a day, but is \"999999999min\"");
        assertFault(
                COMMAND + PORT + "<readyPath>ready</readyPath>",
                "<service>: readyPath must begin with a slash, but is \"ready\"");
        assertFault(
                COMMAND + "<portPattern>port [0-9]+</portPattern>",
                "<service>: portPattern must have a group that is the port,"
                        + " such as \"listening on port ([0-9]+)\", but is \"port [0-9]+\"");
        assertFault(
                COMMAND + "<portPattern>port ([0-9]+</portPattern>",
                "<service>: portPattern is no regular expression: Unclosed group near index 12\nport ([0-9]+");
    }

    @Test
    void a_base_url_that_is_none_is_told() {
        assertFault(
                COMMAND + "<baseUrl>127.0.0.1:8080</baseUrl>",
                "<service>: Illegal character in scheme name at index 0: 127.0.0.1:8080");
        assertFault(
                COMMAND + "<baseUrl>localhost:8080</baseUrl>",
                "<service>: baseUrl must be such as http://127.0.0.1:8080, but is \"localhost:8080\"");
    }

    @Test
    void an_empty_element_is_an_empty_text() throws Exception {
        assertThat(read("<command><argument>./shop</argument><argument/></command>"
                                + "<environment><EMPTY/></environment><workingDirectory/>" + PORT)
                        .command())
                .isEqualTo(new ServiceCommand(List.of("./shop", ""), Map.of("EMPTY", ""), BASE));
        assertFault(COMMAND + PORT + "<readyPath/>", "<service>: readyPath must begin with a slash, but is \"\"");
    }

    private static ServicePlan read(String elements) throws Exception {
        PlexusConfiguration service = Filled.element("<service>" + elements + "</service>");
        return ServiceParameters.read(service, BASE);
    }

    private static void assertFault(String elements, String message) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> read(elements))
                .withMessage(message);
    }
}
