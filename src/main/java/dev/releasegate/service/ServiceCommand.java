package dev.releasegate.service;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How to start the service under test.
 *
 * @param arguments the program and its arguments, at least one; no shell reads them
 * @param environment variables set beside those of this process; here is the place for secrets, because every user of
 *     the machine can read arguments
 * @param directory where it is started
 */
public record ServiceCommand(List<String> arguments, Map<String, String> environment, Path directory) {
    /** @throws IllegalArgumentException if there is no program */
    public ServiceCommand {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
        if (arguments.isEmpty() || arguments.get(0).isBlank()) {
            throw new IllegalArgumentException("the command of the service must name a program");
        }
    }

    /** The same with one environment variable more, or with another value for it. */
    ServiceCommand with(String variable, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(variable, value);
        return new ServiceCommand(arguments, more, directory);
    }
}
