package dev.releasegate.mojo;

import dev.releasegate.probe.Call;
import dev.releasegate.probe.Expectation;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** The element {@code <endpoint>}: one request, and what its answer must be. */
public final class EndpointParameter {
    private static final String FROM_ENVIRONMENT = "env:";

    @Parameter
    private @Nullable String step;

    @Parameter
    private String method = "GET";

    @Parameter
    private @Nullable String path;

    @Parameter
    private Map<String, @Nullable String> headers = new LinkedHashMap<>();

    @Parameter
    private @Nullable String body;

    @Parameter
    private int status = 200;

    @Parameter
    private @Nullable String mediaType;

    @Parameter
    private @Nullable String bodyContains;

    Call toCall() throws ConfigurationException {
        String name = required("step", step);
        try {
            return new Call(
                    name,
                    method.toUpperCase(Locale.ROOT),
                    required("path", path),
                    resolvedHeaders(),
                    Optional.ofNullable(body),
                    expectation());
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("<endpoint> " + name + ": " + e.getMessage());
        }
    }

    private Expectation expectation() throws ConfigurationException {
        Expectation all = Expectation.status(status);
        String type = mediaType;
        if (type != null) {
            if (type.contains(";")) {
                throw new ConfigurationException(
                        "<endpoint>: <mediaType> must be such as application/json, without parameters," + " but is \""
                                + type + "\"");
            }
            all = all.and(Expectation.mediaType(type.toLowerCase(Locale.ROOT)));
        }
        String part = bodyContains;
        if (part != null) {
            all = all.and(Expectation.bodyContains(part));
        }
        return all;
    }

    /** A value such as {@code env:API_KEY} stands for an environment variable, so that no secret is in a POM or a log. */
    private Map<String, String> resolvedHeaders() throws ConfigurationException {
        Map<String, String> resolved = new LinkedHashMap<>();
        for (Map.Entry<String, @Nullable String> header : headers.entrySet()) {
            String value = Objects.requireNonNullElse(header.getValue(), ""); // null is what Maven makes of <name/>
            resolved.put(
                    header.getKey(),
                    value.startsWith(FROM_ENVIRONMENT)
                            ? environment(header.getKey(), value.substring(FROM_ENVIRONMENT.length()))
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

    private static String required(String element, @Nullable String value) throws ConfigurationException {
        if (value == null || value.isBlank()) {
            throw new ConfigurationException("<endpoint>: <" + element + "> is missing");
        }
        return value.strip();
    }
}
