package dev.releasegate.registry;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hc.core5.http.HttpRequest;
import org.sqlite.JDBC;

/** How to start {@link RegistryMain} in a JVM of its own. */
public final class RegistryProgram {
    private static final int NATIVE_ACCESS_SINCE = 22;

    private RegistryProgram() {}

    /**
     * The whole command line. The key is not in it: it is read from the environment of the new process.
     *
     * @param javaHome the home of a JVM of the same version as this one
     * @param dataDirectory where everything is kept, the driver's native library included; made if need be
     * @param host the address to listen on
     * @param port 0 means any free port, told by the first line of output
     * @param apiKeyEnv the environment variable that will hold the key
     */
    public static List<String> command(Path javaHome, Path dataDirectory, String host, int port, String apiKeyEnv) {
        Path data = dataDirectory.toAbsolutePath();
        List<String> command = new ArrayList<>();
        command.add(javaHome.resolve("bin")
                .resolve(isWindows() ? "java.exe" : "java")
                .toString());
        command.add("-XX:-UsePerfData");
        command.add("-Dorg.sqlite.tmpdir=" + data);
        if (Runtime.version().feature() >= NATIVE_ACCESS_SINCE) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of("-cp", classPath(), RegistryMain.class.getName()));
        command.addAll(List.of(RegistryOptions.HOST, host, RegistryOptions.PORT, Integer.toString(port)));
        command.addAll(List.of(RegistryOptions.DATA, data.toString(), RegistryOptions.API_KEY_ENV, apiKeyEnv));
        command.add(RegistryOptions.EXIT_WITH_STDIN);
        return List.copyOf(command);
    }

    /**
     * The jars and directories the program consists of, wherever the class loaders of this process found them: a local
     * repository or a directory of classes. SLF4J is not among them; the SQLite driver does without.
     *
     * @throws IllegalStateException if a class does not say where it came from
     */
    public static List<Path> jars() {
        return Stream.of(RegistryMain.class, HttpRequest.class, JsonFactory.class, JDBC.class)
                .map(RegistryProgram::origin)
                .distinct()
                .toList();
    }

    private static String classPath() {
        return jars().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static Path origin(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        URL location = source == null ? null : source.getLocation();
        if (location == null) {
            throw new IllegalStateException(type + " does not say which jar it came from");
        }
        try {
            return Path.of(location.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(type + " came from an unusable place: " + location, e);
        }
    }

    private static boolean isWindows() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    }
}
