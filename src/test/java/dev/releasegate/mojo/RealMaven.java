package dev.releasegate.mojo;

import dev.releasegate.process.JavaProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Starts a real Maven in a process of its own, with the plugin as the integration tests have installed it. */
final class RealMaven {
    static final String PLUGIN = "dev.releasegate:release-gate-maven-plugin:" + property("it.pluginVersion");

    private RealMaven() {}

    /** Starts Maven in that folder; its output is to be read from the process. */
    static Process start(Path folder, Map<String, String> environment, String... arguments) throws IOException {
        return start(List.of(), folder, environment, arguments);
    }

    /** The same on Linux, with every signal as it is at a terminal: whoever runs this may have it ignore some. */
    static Process startAlone(Path folder, String... arguments) throws IOException {
        return start(List.of("env", "--default-signal"), folder, Map.of(), arguments);
    }

    private static Process start(List<String> before, Path folder, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
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
        writePomWith(folder, "");
    }

    /** Writes a POM that gates the sample service, which does these things before it stays. */
    static void writePom(Path folder, String... deeds) throws IOException {
        writePomWith(folder, """
                    <configuration>
                      <service>
                        <command>
                          <argument>%s</argument>
                          <argument>-cp</argument>
                          <argument>%s</argument>
                          <argument>dev.releasegate.service.SampleService</argument>
                          %s
                        </command>
                        <portPattern>listening on port ([0-9]+)</portPattern>
                        <readyPath>/</readyPath>
                      </service>
                      <endpoints><endpoint><step>root</step><path>/</path></endpoint></endpoints>
                      %s
                    </configuration>
                """.formatted(
                        JavaProgram.java(Path.of(System.getProperty("java.home"))),
                        JavaProgram.origin(RealMaven.class),
                        Stream.of(deeds)
                                .map(deed -> "<argument>" + deed + "</argument>")
                                .collect(Collectors.joining()),
                        generous("root")));
    }

    /** A budget that only what does not answer can break, on however busy a machine. */
    static String generous(String step) {
        return "<budgets><budget><step>" + step + "</step><p95>20s</p95></budget></budgets>";
    }

    /** Writes a POM with this in the plugin. */
    static void writePomWith(Path folder, String configuration) throws IOException {
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
                    %s
                    <executions><execution><goals><goal>probe</goal><goal>check</goal></goals></execution></executions>
                  </plugin></plugins></build>
                </project>
                """.formatted(property("it.pluginVersion"), configuration));
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
