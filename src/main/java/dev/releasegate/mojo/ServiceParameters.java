package dev.releasegate.mojo;

import dev.releasegate.service.Address;
import dev.releasegate.service.ServiceCommand;
import dev.releasegate.service.ServicePlan;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** The element {@code <service>}: how the service under test is started and where it answers. */
public final class ServiceParameter {
    @Parameter
    private List<@Nullable String> command = new ArrayList<>();

    @Parameter
    private Map<String, @Nullable String> environment = new LinkedHashMap<>();

    @Parameter
    private @Nullable File workingDirectory;

    @Parameter
    private @Nullable String baseUrl;

    @Parameter
    private @Nullable String portPattern;

    @Parameter
    private String readyPath = "/health";

    @Parameter
    private String readyTimeout = "30s";

    ServicePlan toPlan(Path baseDirectory) throws ConfigurationException {
        try {
            File directory = workingDirectory;
            return new ServicePlan(
                    new ServiceCommand(
                            command.stream().map(ServiceParameter::text).toList(),
                            environment.entrySet().stream()
                                    .collect(Collectors.toMap(Map.Entry::getKey, entry -> text(entry.getValue()))),
                            directory == null ? baseDirectory : directory.toPath()),
                    address(),
                    readyPath,
                    DurationText.parse("readyTimeout", readyTimeout));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("<service>: " + e.getMessage());
        }
    }

    /** Maven makes a null of an empty element. */
    private static String text(@Nullable String element) {
        return element == null ? "" : element;
    }

    private Address address() throws ConfigurationException {
        String url = baseUrl;
        String pattern = portPattern;
        if (url != null && pattern == null) {
            return new Address.Fixed(URI.create(url.strip()));
        }
        if (pattern != null && url == null) {
            try {
                return new Address.Announced(Pattern.compile(pattern));
            } catch (PatternSyntaxException e) {
                throw new ConfigurationException("<service>: portPattern is no regular expression: " + e.getMessage());
            }
        }
        throw new ConfigurationException(
                "<service>: give either <baseUrl>, where the service answers, or <portPattern>,"
                        + " which finds the port in what it writes");
    }
}
