package dev.releasegate.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class AuditIT {
    private static final List<String> ENGLISH = List.of();
    private static final List<String> EGYPT =
            List.of("-Duser.language=ar", "-Duser.country=EG", "-Duser.timezone=Pacific/Apia");
    private static final List<String> TURKEY =
            List.of("-Duser.language=tr", "-Duser.country=TR", "-Duser.timezone=Europe/Berlin");

    @TempDir
    private Path folder;

    @Test
    @Timeout(600)
    void a_bundle_that_was_copied_elsewhere_gives_the_same_page_in_every_language_time_zone_and_java()
            throws Exception {
        Path build = Files.createDirectories(folder.resolve("build"));
        RealMaven.writePom(build);
        Path roomy = Files.writeString(
                build.resolve("budgets.json"),
                "{\"version\":1,\"budgets\":{\"registry\":{\"resolve\":{\"p95\":5000}}}}");
        Process gate = RealMaven.start(
                build,
                Map.of(),
                "verify",
                "-Drelease-gate.quick=true",
                "-Drelease-gate.rate=50",
                "-Drelease-gate.budgetsFile=" + roomy);
        List<String> built = output(gate);
        assertThat(gate.waitFor()).as(String.join("\n", built)).isZero();
        Path copy = copied(build.resolve("target/release-gate/default"), folder.resolve("a year later"));

        List<String> here = page(copy, ENGLISH, Optional.empty());

        assertThat(here)
                .contains(
                        "[INFO] verdict    PASS, repeated to the byte from samples.jsonl, session.json and terms.json")
                .endsWith("[INFO] Audit passed: the verdict is PASS, and follows from the evidence.");
        assertThat(digests(here)).isEqualTo(digests(built)).hasSize(1);
        assertThat(page(copy, EGYPT, Optional.empty())).isEqualTo(here);
        assertThat(page(copy, TURKEY, Optional.empty())).isEqualTo(here);
        Optional<String> jdk25 =
                Optional.ofNullable(System.getenv("JAVA25_HOME")).filter(home -> !home.isEmpty());
        if (jdk25.isPresent()) {
            assertThat(page(copy, EGYPT, jdk25)).isEqualTo(here);
            assertThat(page(copy, TURKEY, jdk25)).isEqualTo(here);
        }
    }

    /** What the audit prints, from its first line to its last. */
    private List<String> page(Path bundle, List<String> locale, Optional<String> javaHome)
            throws IOException, InterruptedException {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        String options = "-Dfile.encoding=UTF-8 " + String.join(" ", locale);
        Map<String, String> environment = javaHome.isPresent()
                ? Map.of("MAVEN_OPTS", options, "JAVA_HOME", javaHome.get())
                : Map.of("MAVEN_OPTS", options);
        Process audit =
                RealMaven.start(elsewhere, environment, RealMaven.PLUGIN + ":audit", "-Drelease-gate.bundle=" + bundle);
        List<String> lines = output(audit);
        assertThat(audit.waitFor()).as(String.join("\n", lines)).isZero();
        int first = lines.indexOf("[INFO] Audit of " + bundle);
        int last = lines.indexOf("[INFO] Audit passed: the verdict is PASS, and follows from the evidence.");
        assertThat(first).as(String.join("\n", lines)).isNotNegative();
        return lines.subList(first, last + 1);
    }

    private static List<String> output(Process maven) throws IOException {
        try (BufferedReader output = maven.inputReader(StandardCharsets.UTF_8)) {
            return output.lines().toList();
        }
    }

    /** The digests of statements that are named on a console. */
    private static List<String> digests(List<String> console) {
        return console.stream()
                .filter(line -> line.contains("sha256:"))
                .map(line -> line.replaceFirst(".*sha256:([0-9a-f]{64}).*", "$1"))
                .toList();
    }

    private static Path copied(Path bundle, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(bundle)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return to;
    }
}
