package dev.releasegate.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.releasegate.budget.Budgets;
import dev.releasegate.gate.BundledRegistry;
import dev.releasegate.gate.Subject;
import dev.releasegate.gate.UserService;
import dev.releasegate.probe.OpenApiBehaviours;
import dev.releasegate.probe.WrittenBehaviours;
import dev.releasegate.record.Step;
import java.io.File;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.model.Model;
import org.apache.maven.project.MavenProject;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.codehaus.plexus.configuration.DefaultPlexusConfiguration;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MeasuringMojoTest {
    private final CheckMojo mojo = new CheckMojo();
    private PlexusConfiguration service = new DefaultPlexusConfiguration("service");

    @BeforeEach
    void describe_a_service() throws Exception {
        Model model = new Model();
        model.setArtifactId("shop");
        Filled.with(mojo, "project", new MavenProject(model));
        service = Filled.element("<service><command><program>./shop</program></command>"
                + "<portPattern>port ([0-9]+)</portPattern></service>");
    }

    @Test
    void without_a_service_the_bundled_registry_is_gated_by_its_own_budgets() throws Exception {
        assertThat(mojo.subject()).isEqualTo(new BundledRegistry());
        assertThat(mojo.budgets(mojo.subject())).isEqualTo(Budgets.BUILT_IN);
    }

    @Test
    void the_tool_of_a_service_is_the_artifact_unless_it_has_a_name() throws Exception {
        Filled.with(mojo, "service", service);
        Filled.with(mojo, "endpoints", endpoints("cart"));
        assertThat(mojo.subject().steps()).containsExactly(new Step("shop", "cart"));

        Filled.with(mojo, "tool", " web ");
        assertThat(mojo.subject().steps()).containsExactly(new Step("web", "cart"));
    }

    @Test
    void a_service_and_its_endpoints_come_together() throws Exception {
        Filled.with(mojo, "service", service);
        assertFault(mojo::subject, "<service> without <endpoints>: say what it is asked");

        Filled.with(mojo, "endpoints", endpoints());
        assertFault(mojo::subject, "<service> without <endpoints>: say what it is asked");

        CheckMojo other = new CheckMojo();
        Filled.with(other, "endpoints", endpoints("cart"));
        assertFault(other::subject, "<endpoints> without <service>: say how the service that has them is started");
    }

    @Test
    void proofs_of_a_service_come_before_those_of_its_document() throws Exception {
        Filled.with(
                mojo,
                "service",
                Filled.element("<service><command><a>shop</a></command>"
                        + "<baseUrl>http://127.0.0.1:1</baseUrl><openApi>/openapi.json</openApi></service>"));
        Filled.with(mojo, "endpoints", endpoints("cart"));
        Filled.with(mojo, "proofs", Filled.element("<proofs><proof><name>a</name><path>/</path></proof></proofs>"));

        assertThat(((UserService) mojo.subject()).proofs())
                .hasExactlyElementsOfTypes(WrittenBehaviours.class, OpenApiBehaviours.class);
    }

    @Test
    void a_document_at_no_path_is_refused() throws Exception {
        Filled.with(
                mojo,
                "service",
                Filled.element("<service><command><a>shop</a></command>"
                        + "<baseUrl>http://127.0.0.1:1</baseUrl><openApi>openapi.json</openApi></service>"));
        Filled.with(mojo, "endpoints", endpoints("cart"));

        assertFault(mojo::subject, "<service>: <openApi>: path must begin with a slash, but is \"openapi.json\"");
    }

    @Test
    void proofs_without_a_service_are_refused() throws Exception {
        Filled.with(mojo, "proofs", Filled.element("<proofs/>"));

        assertFault(mojo::subject, "<proofs> without <service>: the bundled Registry has proofs of its own");
    }

    @Test
    void two_endpoints_for_one_step_are_refused() throws Exception {
        Filled.with(mojo, "service", service);
        Filled.with(mojo, "endpoints", endpoints("cart", "cart"));

        assertFault(mojo::subject, "<endpoints>: two endpoints for step \"cart\"");
    }

    @Test
    void a_service_without_budgets_is_refused() throws Exception {
        Filled.with(mojo, "service", service);
        Filled.with(mojo, "endpoints", endpoints("cart"));
        Subject subject = mojo.subject();

        assertFault(
                () -> mojo.budgets(subject),
                "there are no <budgets> and no <budgetsFile>, so there is nothing that could pass");
    }

    @Test
    void budgets_are_given_in_one_place() throws Exception {
        Filled.with(mojo, "budgets", new DefaultPlexusConfiguration("budgets"));
        Filled.with(mojo, "budgetsFile", new File("budgets.json"));

        assertFault(() -> mojo.budgets(new BundledRegistry()), "give <budgets> or <budgetsFile>, but not both");
    }

    @Test
    void at_least_one_sample_is_needed() throws Exception {
        Filled.with(mojo, "rule", "sequential");
        Filled.with(mojo, "minDuration", "10s");
        Filled.with(mojo, "alpha", "0.01");
        Filled.with(mojo, "minSamples", "0");
        assertFault(mojo::rule, "minSamples must be a whole number from 1 to 999999999, but is \"0\"");

        Filled.with(mojo, "minSamples", " 1 ");
        assertThat(mojo.rule().minSamples()).isEqualTo(1);
    }

    private static PlexusConfiguration endpoints(String... steps) throws Exception {
        return Filled.element(Stream.of(steps)
                .map(step -> "<endpoint><step>" + step + "</step><path>/" + step + "</path></endpoint>")
                .collect(Collectors.joining("", "<endpoints>", "</endpoints>")));
    }

    private static void assertFault(ThrowingCallable deed, String message) {
        assertThatExceptionOfType(ConfigurationException.class).isThrownBy(deed).withMessage(message);
    }
}
