package dev.releasegate.registry;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The command line, read.
 *
 * @param host the name or address to listen on
 * @param port 0 to 65535; 0 means any free port
 * @param data the directory to keep everything in
 * @param apiKeyEnv the environment variable that holds the key
 * @param exitWithStdin whether to stop when standard input ends
 */
record RegistryOptions(String host, int port, Path data, String apiKeyEnv, boolean exitWithStdin) {
    /** Where the key is looked for unless told otherwise. */
    static final String DEFAULT_API_KEY_ENV = "RELEASE_GATE_REGISTRY_KEY";

    static final String HOST = "--host";
    static final String PORT = "--port";
    static final String DATA = "--data";
    static final String API_KEY_ENV = "--api-key-env";
    static final String EXIT_WITH_STDIN = "--exit-with-stdin";

    private static final List<String> FLAGS = List.of(HOST, PORT, DATA, API_KEY_ENV, EXIT_WITH_STDIN);

    /**
     * Reads the arguments.
     *
     * @throws UsageException if a flag is unknown, given twice, without its value, or with one that cannot be
     */
    static RegistryOptions parse(List<String> arguments) throws UsageException {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            String flag = known(arguments.get(i));
            String value = flag.equals(EXIT_WITH_STDIN) ? "" : valueAfter(flag, arguments, ++i);
            if (given.put(flag, value) != null) {
                throw new UsageException(flag + " is given twice");
            }
        }
        return new RegistryOptions(
                given.getOrDefault(HOST, "127.0.0.1"),
                port(given.getOrDefault(PORT, "0")),
                data(Optional.ofNullable(given.get(DATA))),
                given.getOrDefault(API_KEY_ENV, DEFAULT_API_KEY_ENV),
                given.containsKey(EXIT_WITH_STDIN));
    }

    private static String known(String argument) throws UsageException {
        if (FLAGS.contains(argument)) {
            return argument;
        }
        String nearest = FLAGS.stream()
                .min(Comparator.comparingInt(flag -> distance(flag, argument)))
                .orElse(DATA);
        throw new UsageException("unknown flag " + argument + "; perhaps you meant " + nearest);
    }

    private static String valueAfter(String flag, List<String> arguments, int index) throws UsageException {
        if (index >= arguments.size() || arguments.get(index).isBlank() || FLAGS.contains(arguments.get(index))) {
            throw new UsageException(flag + " needs a value after it");
        }
        return arguments.get(index);
    }

    private static int port(String value) throws UsageException {
        try {
            int port = Integer.parseInt(value);
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw noPort(value);
        }
        throw noPort(value);
    }

    private static UsageException noPort(String value) {
        return new UsageException(PORT + " must be a number from 0 (any free port) to 65535, but is " + value);
    }

    private static Path data(Optional<String> value) throws UsageException {
        try {
            return Path.of(value.orElseThrow(() -> new UsageException("the flag --data DIRECTORY is missing")));
        } catch (InvalidPathException e) {
            throw new UsageException(DATA + " is not a path: " + e.getInput());
        }
    }

    /** Levenshtein distance: how many letters to add, drop or change. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
