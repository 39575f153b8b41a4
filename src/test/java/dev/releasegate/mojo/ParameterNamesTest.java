package dev.releasegate.mojo;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Properties;
import java.util.stream.Stream;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.descriptor.DuplicateParameterException;
import org.apache.maven.plugin.descriptor.InvalidPluginDescriptorException;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.configuration.DefaultPlexusConfiguration;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ParameterNamesTest {
    private static final String KNOWN = " Known are budgets, minSamples, samples, skip.";

    private final Plugin plugin = new Plugin();
    private final PluginExecution execution = new PluginExecution();
    private final MavenProject project = projectWith(plugin);
    private final Properties commandLine = new Properties();
    private final PluginDescriptor descriptor = new PluginDescriptor();

    @BeforeEach
    void describe_a_plugin_of_two_goals() throws DuplicateParameterException, InvalidPluginDescriptorException {
        plugin.setGroupId("dev.releasegate");
        plugin.setArtifactId("release-gate-maven-plugin");
        plugin.addExecution(execution);
        descriptor.setGroupId("dev.releasegate");
        descriptor.setArtifactId("release-gate-maven-plugin");
        MojoDescriptor probe = goal("probe");
        parameter(probe, "budgets", "", true);
        parameter(probe, "minSamples", "${release-gate.minSamples}", true);
        parameter(probe, "skip", "${release-gate.skip}", true);
        parameter(probe, "session", "${session}", false);
        MojoDescriptor check = goal("check");
        parameter(check, "samples", "${release-gate.samples}", true);
        parameter(check, "skip", "${release-gate.skip}", true);
    }

    @Test
    void every_parameter_of_every_goal_may_be_configured() {
        plugin.setConfiguration(configuration("minSamples", "samples"));
        execution.setConfiguration(configuration("budgets", "skip"));
        commandLine.setProperty("release-gate.skip", "true");
        commandLine.setProperty("release-gate.samples", "log.jsonl");
        project.getProperties().setProperty("release-gate.version", "0.1.0");

        assertThatCode(this::check).doesNotThrowAnyException();
    }

    @Test
    void an_unknown_element_of_the_plugin_is_told_with_the_nearest_one() {
        plugin.setConfiguration(configuration("minSamples", "budget"));

        assertFault("unknown parameter <budget> in the configuration of dev.releasegate:release-gate-maven-plugin;"
                + " did you mean \"budgets\"?" + KNOWN);
    }

    @Test
    void an_unknown_element_of_an_execution_is_told_with_the_nearest_one() {
        execution.setConfiguration(configuration("minsample"));

        assertFault("unknown parameter <minsample> in the configuration of dev.releasegate:release-gate-maven-plugin;"
                + " did you mean \"minSamples\"?" + KNOWN);
    }

    @Test
    void what_is_like_nothing_known_is_told_with_all_that_is_known() {
        plugin.setConfiguration(configuration("threshold"));

        assertFault("unknown parameter <threshold> in the configuration of dev.releasegate:release-gate-maven-plugin."
                + KNOWN);
    }

    @Test
    void what_only_maven_may_set_is_unknown() {
        plugin.setConfiguration(configuration("session"));

        assertFault("unknown parameter <session> in the configuration of dev.releasegate:release-gate-maven-plugin."
                + KNOWN);
    }

    @Test
    void an_unknown_property_is_told_with_the_nearest_one() {
        commandLine.setProperty("release-gate.minSample", "3");

        assertFault("unknown property -Drelease-gate.minSample; did you mean \"release-gate.minSamples\"?"
                + " Known are release-gate.minSamples, release-gate.samples, release-gate.skip.");
    }

    @Test
    void a_property_like_nothing_known_is_told_with_all_that_is_known() {
        commandLine.setProperty("release-gate.connectionLimit", "1");

        assertFault("unknown property -Drelease-gate.connectionLimit."
                + " Known are release-gate.minSamples, release-gate.samples, release-gate.skip.");
    }

    @Test
    void the_properties_of_others_are_none_of_our_business() {
        commandLine.setProperty("skipTests", "true");
        commandLine.setProperty("releasegate.skip", "true");

        assertThatCode(this::check).doesNotThrowAnyException();
    }

    @Test
    void a_project_without_the_plugin_has_nothing_to_check_but_the_command_line() {
        MavenProject none = projectWith(new Plugin());
        assertThatCode(() -> new ParameterNames(descriptor).check(none, commandLine))
                .doesNotThrowAnyException();

        commandLine.setProperty("release-gate.skp", "true");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> new ParameterNames(descriptor).check(none, commandLine))
                .withMessage("unknown property -Drelease-gate.skp; did you mean \"release-gate.skip\"?"
                        + " Known are release-gate.minSamples, release-gate.samples, release-gate.skip.");
    }

    private void check() throws ConfigurationException {
        new ParameterNames(descriptor).check(project, commandLine);
    }

    private void assertFault(String message) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(this::check)
                .withMessage(message);
    }

    private MojoDescriptor goal(String name) throws InvalidPluginDescriptorException {
        MojoDescriptor goal = new MojoDescriptor();
        goal.setPluginDescriptor(descriptor);
        goal.setGoal(name);
        goal.setMojoConfiguration(new DefaultPlexusConfiguration("configuration"));
        descriptor.addMojo(goal);
        return goal;
    }

    private static void parameter(MojoDescriptor goal, String name, String expression, boolean editable)
            throws DuplicateParameterException {
        Parameter parameter = new Parameter();
        parameter.setName(name);
        parameter.setEditable(editable);
        goal.addParameter(parameter);
        goal.getMojoConfiguration().addChild(name, expression);
    }

    private static MavenProject projectWith(Plugin plugin) {
        Model model = new Model();
        model.setBuild(new Build());
        model.getBuild().addPlugin(plugin);
        return new MavenProject(model);
    }

    private static Xpp3Dom configuration(String... elements) {
        Xpp3Dom configuration = new Xpp3Dom("configuration");
        Stream.of(elements).map(Xpp3Dom::new).forEach(configuration::addChild);
        return configuration;
    }
}
