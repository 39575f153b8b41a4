package dev.releasegate.mojo;

import dev.releasegate.mojo.ServiceParameters.Elements;
import dev.releasegate.probe.Call;
import dev.releasegate.probe.Expectation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.codehaus.plexus.configuration.PlexusConfiguration;

/**
 * The element {@code <endpoints>}, with one {@code <endpoint>} for each step: one request, and what its answer must be. It
 * is read as it stands and not bound to a bean, as {@link BudgetParameters} are.
 */
final class EndpointParameters {
    private static final List<String> ELEMENTS =
            List.of("step", "method", "path", "headers", "body", "status", "mediaType", "bodyContains");
    private static final String FROM_ENVIRONMENT = "env:";
    private static final Pattern STATUS = Pattern.compile("[2-5][0-9]{2}");
    private static final Pattern MEDIA_TYPE = Pattern.compile("[\\w!#$&^.+-]+/[\\w!#$&^.+-]+");

    private EndpointParameters() {}

    /** The requests as they are in the POM. */
    static List<Call> read(PlexusConfiguration endpoints) throws ConfigurationException {
        List<Call> calls = new ArrayList<>();
        for (PlexusConfiguration endpoint : Elements.list(endpoints, "endpoint")) {
            calls.add(call(Elements.of(endpoint, ELEMENTS)));
        }
        return calls;
    }

    private static Call call(Elements elements) throws ConfigurationException {
        String step = elements.word("step", "");
        if (step.isEmpty()) {
            throw new ConfigurationException("<endpoint>: <step> is missing");
        }
        try {
            return new Call(
                    step,
                    elements.word("method", "GET").toUpperCase(Locale.ROOT),
                    path(elements),
                    headers(elements),
                    elements.text("body"),
                    expectation(elements));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("<endpoint> " + step + ": " + e.getMessage());
        }
    }

    static String path(Elements elements) throws ConfigurationException {
        String path = elements.word("path", "");
        if (path.isEmpty()) {
            throw new IllegalArgumentException("<path> is missing");
        }
        return path;
    }

    private static Expectation expectation(Elements elements) throws ConfigurationException {
        Expectation all = statusAndMediaType(elements);
        Optional<String> part = elements.text("bodyContains");
        return part.isPresent() ? all.and(Expectation.bodyContains(part.get())) : all;
    }

    static Expectation statusAndMediaType(Elements elements) throws ConfigurationException {
        String status = elements.word("status", "200");
        if (!STATUS.matcher(status).matches()) {
            throw new IllegalArgumentException(
                    "<status> must be a whole number from 200 to 599, but is \"" + status + "\"");
        }
        Expectation all = Expectation.status(Integer.parseInt(status));
        return elements.text("mediaType").isPresent() ? all.and(Expectation.mediaType(mediaType(elements))) : all;
    }

    private static String mediaType(Elements elements) throws ConfigurationException {
        String type = elements.word("mediaType", "");
        if (!MEDIA_TYPE.matcher(type).matches()) {
            throw new IllegalArgumentException(
                    "<mediaType> must be such as application/json, without parameters, but is \"" + type + "\"");
        }
        return type.toLowerCase(Locale.ROOT);
    }

    /** A value such as {@code env:API_KEY} stands for an environment variable, so that no secret is in a POM or a log. */
    static Map<String, String> headers(Elements elements) throws ConfigurationException {
        Map<String, String> resolved = new LinkedHashMap<>();
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (Map.Entry<String, String> header : elements.texts("headers").entrySet()) {
            String name = header.getKey();
            if (!names.add(name)) {
                throw new IllegalArgumentException("<" + name + "> is twice in <headers>: upper and lower case of"
                        + " the name of a header do not count");
            }
            String value = header.getValue();
            resolved.put(
                    name,
                    value.startsWith(FROM_ENVIRONMENT)
                            ? environment(name, value.substring(FROM_ENVIRONMENT.length()))
                            : value);
        }
        return resolved;
    }

    private static String environment(String header, String variable) throws ConfigurationException {
        String value = System.getenv(variable);
        if (value == null || value.isBlank()) {
            throw new ConfigurationException("<headers>: " + header + " is read from the environment variable "
                    + variable + ", which is not set");
        }
        return value;
    }
}
