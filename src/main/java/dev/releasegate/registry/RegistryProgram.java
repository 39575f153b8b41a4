package dev.releasegate.registry;

import com.fasterxml.jackson.core.JsonFactory;
import dev.releasegate.process.JavaProgram;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hc.core5.http.HttpRequest;
import org.sqlite.JDBC;

/** How to start {@link RegistryMain} in a JVM of its own. */
public final class RegistryProgram {
    private static final int NATIVE_ACCESS_SINCE = 22;

    /**
     * Little memory, whatever the machine has. {@link Room} keeps the clients within that heap; if it is full all the same,
     * the program ends, because what is left of it would serve nobody. A collector that the user's environment chooses
     * (JAVA_TOOL_OPTIONS) is taken back: two of them would keep it from starting.
     */
    private static final List<String> MEMORY = List.of(
            "-XX:+IgnoreUnrecognizedVMOptions", // not every JVM has every collector
            "-XX:-UseG1GC",
            "-XX:-UseParallelGC",
            "-XX:-UseShenandoahGC",
            "-XX:-UseZGC",
            "-XX:+UseSerialGC",
            "-Xms12m",
            "-Xmn4m",
            "-Xmx256m",
            "-XX:+ExitOnOutOfMemoryError");

    private RegistryProgram() {}

    /**
     * The command line of a Registry that hears nothing but these arguments: neither the environment of its user nor a
     * file of settings can change what is measured. The key is not in it: it is read from the environment of the new
     * process.
     *
     * @param javaHome the home of a JVM of the same version as this one
     * @param dataDirectory where everything is kept, the driver's native library included; made if need be
     * @param host the address to listen on
     * @param port 0 means any free port, told by the first line of output
     * @param apiKeyEnv the environment variable that will hold the key
     */
    public static List<String> command(Path javaHome, Path dataDirectory, String host, int port, String apiKeyEnv) {
        return command(
                javaHome,
                List.of(
                        SettingSources.IGNORE_ENVIRONMENT.flag(),
                        RegistrySettings.HOST.flag(),
                        host,
                        RegistrySettings.PORT.flag(),
                        Integer.toString(port),
                        RegistrySettings.DATA.flag(),
                        dataDirectory.toAbsolutePath().toString(),
                        RegistrySettings.API_KEY_ENV.flag(),
                        apiKeyEnv,
                        RegistrySettings.RATE_LIMIT.flag(),
                        "off")); // whoever measures the Registry is not to measure its limit
    }

    /**
     * The command line of a Registry that hears the environment of its user and a file of settings too.
     *
     * @param settings the settings to pass as flags, by name
     * @param defaults the same for where neither a flag, nor the environment, nor the file says anything
     */
    public static List<String> command(Path javaHome, Map<String, String> settings, Map<String, String> defaults) {
        List<String> flags = flags(settings);
        Map<String, String> missing = new TreeMap<>(defaults);
        missing.keySet().removeAll(told(flags));
        flags.addAll(flags(missing));
        return command(javaHome, flags);
    }

    /** The command line that takes a backup of a data directory, which a Registry may be serving meanwhile. */
    public static List<String> backup(Path javaHome, Path dataDirectory, Path file) {
        return program(javaHome, new StoreCommand(StoreCommand.BACKUP, dataDirectory, file, false).arguments());
    }

    /**
     * The command line that puts a backup into a data directory, which no Registry may be serving.
     *
     * @param replace whether a store that is there already is replaced; it is kept beside the new one
     */
    public static List<String> restore(Path javaHome, Path dataDirectory, Path file, boolean replace) {
        return program(javaHome, new StoreCommand(StoreCommand.RESTORE, dataDirectory, file, replace).arguments());
    }

    /** The names of what the new program will be told; where it will refuse to start, it says why itself. */
    private static Set<String> told(List<String> flags) {
        try {
            return SettingSources.read(flags, System.getenv()).keySet();
        } catch (UsageException e) {
            return Set.of();
        }
    }

    private static List<String> flags(Map<String, String> settings) {
        List<String> flags = new ArrayList<>();
        new TreeMap<>(settings).forEach((name, value) -> flags.add("--" + name + "=" + value));
        return flags;
    }

    private static List<String> command(Path javaHome, List<String> flags) {
        List<String> arguments = new ArrayList<>(flags);
        arguments.add(RegistrySettings.EXIT_WITH_STDIN.flag());
        return program(javaHome, arguments);
    }

    private static List<String> program(Path javaHome, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(JavaProgram.java(javaHome));
        command.add("-XX:-UsePerfData");
        command.addAll(MEMORY);
        if (Runtime.version().feature() >= NATIVE_ACCESS_SINCE) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of("-cp", classPath(), RegistryMain.class.getName()));
        command.addAll(arguments);
        return List.copyOf(command);
    }

    /**
     * The jars and directories the program consists of, wherever the class loaders of this process found them: a local
     * repository or a directory of classes. The PostgreSQL driver is one of them if the user has added it. SLF4J is not among them; the SQLite driver does without.
     *
     * @throws IllegalStateException if a class does not say where it came from
     */
    public static List<Path> jars() {
        return Stream.concat(
                        Stream.of(RegistryMain.class, HttpRequest.class, JsonFactory.class, JDBC.class),
                        Database.driver().stream())
                .map(JavaProgram::origin)
                .distinct()
                .toList();
    }

    private static String classPath() {
        return jars().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
