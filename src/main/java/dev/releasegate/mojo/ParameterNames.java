package dev.releasegate.mojo;

import dev.releasegate.budget.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.maven.model.ConfigurationContainer;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * Finds misspelt parameters, which Maven before 3.9 ignores without a word and later ones with a warning: a misspelt
 * {@code <budgets>} would be a gate without budgets.
 */
final class ParameterNames {
    private static final String PREFIX = "release-gate.";

    /** Where many a POM keeps the version of a plugin. */
    private static final String OF_THE_PLUGIN = PREFIX + "version";

    private static final Pattern PROPERTY = Pattern.compile("\\$\\{release-gate\\.(.+)}");

    private final String pluginKey;
    private final List<String> elements;
    private final List<String> properties;

    ParameterNames(PluginDescriptor plugin) {
        this.pluginKey = Plugin.constructKey(plugin.getGroupId(), plugin.getArtifactId());
        this.elements = plugin.getMojos().stream()
                .filter(mojo -> !mojo.getGoal().equals("help"))
                .flatMap(mojo -> mojo.getParameters().stream())
                .filter(Parameter::isEditable)
                .map(Parameter::getName)
                .distinct()
                .sorted()
                .toList();
        this.properties = plugin.getMojos().stream()
                .flatMap(mojo -> Stream.of(mojo.getMojoConfiguration().getChildren()))
                .map(parameter -> PROPERTY.matcher(parameter.getValue("")))
                .filter(Matcher::matches)
                .map(property -> property.group(1))
                .distinct()
                .sorted()
                .toList();
    }

    /** Checks the elements in the POM and the properties on the command line. */
    void check(MavenProject project, Properties commandLine) throws ConfigurationException {
        Plugin plugin = project.getPlugin(pluginKey);
        if (plugin != null) {
            List<ConfigurationContainer> containers = new ArrayList<>(plugin.getExecutions());
            containers.add(plugin);
            for (ConfigurationContainer container : containers) {
                checkElements(container);
            }
        }
        checkProperties(commandLine, "unknown property -D");
        checkProperties(project.getProperties(), "unknown property in the POM: ");
    }

    private void checkProperties(Properties given, String complaint) throws ConfigurationException {
        for (String property : given.stringPropertyNames()) {
            if (property.startsWith(PREFIX)
                    && !property.equals(OF_THE_PLUGIN)
                    && !properties.contains(property.substring(PREFIX.length()))) {
                throw new ConfigurationException(complaint
                        + property
                        + NearestName.hint(property.substring(PREFIX.length()), properties, PREFIX));
            }
        }
    }

    private void checkElements(ConfigurationContainer container) throws ConfigurationException {
        if (container.getConfiguration() instanceof Xpp3Dom configuration) {
            for (Xpp3Dom element : configuration.getChildren()) {
                if (!elements.contains(element.getName())) {
                    throw new ConfigurationException("unknown parameter <" + element.getName()
                            + "> in the configuration of " + pluginKey
                            + NearestName.hint(element.getName(), elements));
                }
            }
        }
    }
}
