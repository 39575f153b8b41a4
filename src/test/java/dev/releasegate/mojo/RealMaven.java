package dev.releasegate.mojo;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Starts a real Maven in a process of its own, with the plugin as the integration tests have installed it. */
final class RealMaven {
    static final String PLUGIN = "dev.releasegate:release-gate-maven-plugin:" + property("it.pluginVersion");

    private RealMaven() {}

    /** Starts Maven in that folder; its output is to be read from the process. */
    static Process start(Path folder, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(property("it.mavenHome"), "bin", "mvn").toString(),
                "-B",
                "-ntp",
                "-Dmaven.repo.local=" + property("it.localRepository")));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Writes a POM with nothing in it but the plugin and its two goals. */
    static void writePom(Path folder) throws IOException {
        Files.createDirectories(folder.resolve(".mvn"));
        Files.writeString(folder.resolve("pom.xml"), """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>dev.releasegate.it</groupId>
                  <artifactId>gated</artifactId>
                  <version>1.0</version>
                  <packaging>pom</packaging>
                  <build><plugins><plugin>
                    <groupId>dev.releasegate</groupId>
                    <artifactId>release-gate-maven-plugin</artifactId>
                    <version>%s</version>
                    <executions><execution><goals><goal>probe</goal><goal>check</goal></goals></execution></executions>
                  </plugin></plugins></build>
                </project>
                """.formatted(property("it.pluginVersion")));
    }

    /** Reads the output up to the first line with that text and returns the line. */
    static String awaitLine(BufferedReader output, String text) throws IOException {
        List<String> seen = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            seen.add(line);
            if (line.contains(text)) {
                return line;
            }
        }
        throw new AssertionError("no line with \"" + text + "\" in\n" + String.join("\n", seen));
    }

    /** The processes that this one has started, and those that they have started. */
    static List<ProcessHandle> descendants(Process process) {
        try (Stream<ProcessHandle> descendants = process.descendants()) {
            return descendants.toList();
        }
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException(name + " is not set: run this test with mvn verify");
        }
        return value;
    }
}
