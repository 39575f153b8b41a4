package dev.releasegate.process;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Locale;

/** What it takes to run classes of this process in a JVM of their own. */
public final class JavaProgram {
    private JavaProgram() {}

    /** The program that starts a JVM. */
    public static String java(Path javaHome) {
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        return javaHome.resolve("bin").resolve(windows ? "java.exe" : "java").toString();
    }

    /**
     * The jar or the directory of classes that a class came from.
     *
     * @throws IllegalStateException if the class does not say where it came from
     */
    public static Path origin(Class<?> type) {
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
}
