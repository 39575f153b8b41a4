package dev.releasegate.mojo;

import dev.releasegate.budget.NearestName;
import dev.releasegate.probe.Behaviours;
import dev.releasegate.probe.OpenApiBehaviours;
import dev.releasegate.service.Address;
import dev.releasegate.service.ServiceCommand;
import dev.releasegate.service.ServicePlan;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.codehaus.plexus.configuration.PlexusConfiguration;

/**
 * The element {@code <service>}: how the service under test is started and where it answers. It is read as it stands and
 * not bound to a bean, as {@link BudgetParameters} are.
 */
final class ServiceParameters {
    private static final String OPEN_API = "openApi";
    private static final List<String> ELEMENTS = List.of(
            "command",
            "environment",
            "workingDirectory",
            "baseUrl",
            "portPattern",
            "readyPath",
            "readyTimeout",
            OPEN_API);

    private ServiceParameters() {}

    /**
     * The service as it is in the POM.
     *
     * @param baseDirectory where it is started, unless it says otherwise
     */
    static ServicePlan read(PlexusConfiguration service, Path baseDirectory) throws ConfigurationException {
        Elements elements = Elements.of(service, ELEMENTS);
        try {
            return new ServicePlan(
                    new ServiceCommand(
                            arguments(elements),
                            elements.texts("environment"),
                            baseDirectory.resolve(elements.word("workingDirectory", ""))),
                    address(elements),
                    elements.word("readyPath", "/health"),
                    DurationText.parse(
                            "readyTimeout", elements.text("readyTimeout").orElse("30s")));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("<service>: " + e.getMessage());
        }
    }

    /**
     * What the OpenAPI document of the service allows to be proved, if it says where it has one.
     *
     * @param keys the headers of its endpoints
     */
    static Optional<Behaviours> openApi(PlexusConfiguration service, ServicePlan plan, Map<String, String> keys)
            throws ConfigurationException {
        Optional<String> path = Elements.of(service, ELEMENTS).text(OPEN_API).map(String::strip);
        String basePath =
                plan.address() instanceof Address.Fixed fixed ? fixed.baseUrl().getRawPath() : "";
        try {
            return path.map(where -> new OpenApiBehaviours(where, basePath, keys));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("<service>: <openApi>: " + e.getMessage());
        }
    }

    private static List<String> arguments(Elements elements) throws ConfigurationException {
        List<String> arguments = new ArrayList<>();
        for (PlexusConfiguration argument : elements.children("command")) {
            arguments.add(Elements.text(argument, "<command>"));
        }
        return arguments;
    }

    private static Address address(Elements elements) throws ConfigurationException {
        Optional<String> url = elements.text("baseUrl");
        Optional<String> pattern = elements.text("portPattern");
        if (url.isPresent() == pattern.isPresent()) {
            throw new ConfigurationException(
                    "<service>: give either <baseUrl>, where the service answers, or <portPattern>,"
                            + " which finds the port in what it writes");
        }
        if (url.isPresent()) {
            return new Address.Fixed(URI.create(url.get().strip()));
        }
        try {
            return new Address.Announced(Pattern.compile(pattern.orElseThrow()));
        } catch (PatternSyntaxException e) {
            throw new ConfigurationException("<service>: portPattern is no regular expression: " + e.getMessage());
        }
    }

    /** The children of an element: all of them known, and none there twice. */
    static final class Elements {
        private final Map<String, PlexusConfiguration> byName;
        private final String place;

        private Elements(Map<String, PlexusConfiguration> byName, String place) {
            this.byName = byName;
            this.place = place;
        }

        static Elements of(PlexusConfiguration parent, List<String> known) throws ConfigurationException {
            mustBeKnown(parent, known);
            String place = "<" + parent.getName() + ">";
            return new Elements(byName(parent.getChildren(), place), place);
        }

        /** What is in an element that has any number of children of one name. */
        static List<PlexusConfiguration> list(PlexusConfiguration parent, String known) throws ConfigurationException {
            mustBeKnown(parent, List.of(known));
            return List.of(parent.getChildren());
        }

        /** The text of an element as it stands, empty text if the element is empty, nothing if there is no element. */
        Optional<String> text(String name) throws ConfigurationException {
            PlexusConfiguration element = byName.get(name);
            return element == null ? Optional.empty() : Optional.of(text(element, place));
        }

        /** The text of an element without blanks around it. */
        String word(String name, String otherwise) throws ConfigurationException {
            return text(name).orElse(otherwise).strip();
        }

        /** What is in an element that has one child for each thing. */
        List<PlexusConfiguration> children(String name) throws ConfigurationException {
            PlexusConfiguration element = byName.get(name);
            if (element == null) {
                return List.of();
            }
            mustHaveNoText(element);
            return List.of(element.getChildren());
        }

        /** The names and texts in an element that has one child for each name. */
        Map<String, String> texts(String name) throws ConfigurationException {
            String inside = "<" + name + ">";
            Map<String, String> texts = new LinkedHashMap<>();
            PlexusConfiguration[] children = children(name).toArray(PlexusConfiguration[]::new);
            for (PlexusConfiguration child : byName(children, inside).values()) {
                texts.put(child.getName(), text(child, inside));
            }
            return texts;
        }

        static String text(PlexusConfiguration element, String place) throws ConfigurationException {
            if (element.getChildCount() > 0) {
                throw new ConfigurationException("pom.xml: <" + element.getName() + "> in " + place
                        + " must be text, but there is <" + element.getChild(0).getName() + "> in it");
            }
            String value = element.getValue(); // null is what Maven makes of an empty element
            return value == null ? "" : value;
        }

        private static Map<String, PlexusConfiguration> byName(PlexusConfiguration[] children, String place)
                throws ConfigurationException {
            Map<String, PlexusConfiguration> byName = new LinkedHashMap<>();
            for (PlexusConfiguration child : children) {
                if (byName.put(child.getName(), child) != null) {
                    throw new ConfigurationException(
                            "pom.xml: <" + child.getName() + "> is twice in " + place + "; once is enough");
                }
            }
            return byName;
        }

        private static void mustBeKnown(PlexusConfiguration parent, List<String> known) throws ConfigurationException {
            for (PlexusConfiguration child : parent.getChildren()) {
                if (!known.contains(child.getName())) {
                    throw new ConfigurationException("pom.xml: unknown element <" + child.getName() + "> in <"
                            + parent.getName() + ">" + NearestName.hint(child.getName(), known));
                }
            }
            mustHaveNoText(parent);
        }

        /** The text itself is not told, because it may be a secret. */
        private static void mustHaveNoText(PlexusConfiguration element) throws ConfigurationException {
            String value = element.getValue();
            if (value != null && !value.isBlank()) {
                throw new ConfigurationException(
                        "pom.xml: <" + element.getName() + "> must have elements in it, but there is text");
            }
        }
    }
}
