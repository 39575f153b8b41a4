package dev.releasegate.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class RegistryGoalIT {
    private static final Pattern LISTENING = Pattern.compile("\\{\"listening\":.*\"port\":([0-9]+)");
    private static final String KEY = "a-key-that-only-this-test-knows";

    @TempDir
    private Path folder;

    @Test
    @Timeout(120)
    void serves_in_the_foreground_until_maven_is_asked_to_end() throws Exception {
        Process maven =
                RealMaven.start(folder, Map.of("RELEASE_GATE_REGISTRY_KEY", KEY), RealMaven.PLUGIN + ":registry", "-X");
        List<ProcessHandle> started;
        StringBuilder seen = new StringBuilder();
        try (BufferedReader output = maven.inputReader(StandardCharsets.UTF_8)) {
            Matcher listening = LISTENING.matcher(RealMaven.awaitLine(output, "{\"listening\":"));
            assertThat(listening.find()).isTrue();
            String base = "http://127.0.0.1:" + listening.group(1);
            assertThat(status(base + "/health", "")).isEqualTo(200);
            assertThat(status(base + "/v1/registry/urn:example:none", "wrong")).isEqualTo(401);
            assertThat(status(base + "/v1/registry/urn:example:none", KEY)).isEqualTo(404);
            started = RealMaven.descendants(maven);
            maven.toHandle().destroy(); // Process.destroy would close the output too
            output.lines().forEach(line -> seen.append(line).append('\n'));
        } finally {
            maven.destroyForcibly();
        }
        assertThat(seen.toString()).contains("{\"stopped\":").doesNotContain(KEY);
        for (ProcessHandle process : started) {
            process.onExit().get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    @Timeout(120)
    void refuses_to_serve_without_a_key_and_says_what_to_do() throws Exception {
        Process maven =
                RealMaven.start(folder, Map.of("RELEASE_GATE_REGISTRY_KEY", ""), RealMaven.PLUGIN + ":registry");
        try (BufferedReader output = maven.inputReader(StandardCharsets.UTF_8)) {
            List<String> lines = output.lines().toList();
            assertThat(lines).anyMatch(line -> line.contains("RELEASE_GATE_REGISTRY_KEY"));
            assertThat(lines).anyMatch(line -> line.contains("the Registry ended with exit code 2; it says why above"));
        }
        assertThat(maven.waitFor()).isEqualTo(1);
    }

    @Test
    @Timeout(120)
    void backs_up_while_it_serves_and_restores_elsewhere() throws Exception {
        Process serving =
                RealMaven.start(folder, Map.of("RELEASE_GATE_REGISTRY_KEY", KEY), RealMaven.PLUGIN + ":registry");
        try (BufferedReader output = serving.inputReader(StandardCharsets.UTF_8)) {
            RealMaven.awaitLine(output, "{\"listening\":");
            assertThat(linesOf(RealMaven.PLUGIN + ":registry-backup", "-Drelease-gate.backupFile=backup.db"))
                    .anyMatch(line -> line.contains("{\"backup\":") && line.contains("\"manifests\":0}}"));
            assertThat(linesOf(RealMaven.PLUGIN + ":registry-restore", "-Drelease-gate.backupFile=backup.db"))
                    .anyMatch(line -> line.contains("another Registry is using it"))
                    .anyMatch(line -> line.contains("nothing is restored; the Registry says why above"));
            assertThat(linesOf(
                            RealMaven.PLUGIN + ":registry-restore",
                            "-Drelease-gate.backupFile=backup.db",
                            "-Drelease-gate.dataDirectory=elsewhere"))
                    .anyMatch(line -> line.contains("{\"restored\":"));
        } finally {
            serving.destroyForcibly();
        }
        assertThat(folder.resolve("elsewhere").resolve("registry.db")).exists();
    }

    private List<String> linesOf(String... arguments) throws Exception {
        Process maven = RealMaven.start(folder, Map.of(), arguments);
        try (BufferedReader output = maven.inputReader(StandardCharsets.UTF_8)) {
            return output.lines().toList();
        } finally {
            maven.waitFor();
        }
    }

    private static int status(String url, String key) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url)).header("X-API-Key", key).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
