package dev.releasegate.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasegate.process.MarkedProcesses;
import dev.releasegate.process.ProcessIdentity;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@EnabledOnOs(OS.LINUX)
class KilledMavenIT {
    private static final Pattern PROBING =
            Pattern.compile("Probing http://127\\.0\\.0\\.1:([0-9]+) \\(pid ([0-9]+)\\)");

    private static final String LEASE = "RELEASE_GATE_LEASE";

    @TempDir
    private Path folder;

    /** What is gated when Maven is killed. */
    enum Gated {
        REGISTRY(2_000),
        SERVICE(2_000),
        STUBBORN(7_000);

        /** When nothing of it may be there any more: who does not end when asked to is killed after 5 seconds. */
        private final long limitMs;

        Gated(long limitMs) {
            this.limitMs = limitMs;
        }

        void writePom(Path folder) throws IOException {
            switch (this) {
                case REGISTRY ->
                    RealMaven.writePomWith(
                            folder, "<configuration>" + RealMaven.generous("health") + "</configuration>");
                case SERVICE -> RealMaven.writePom(folder, "start:say:child", "detach:say:detached", "serve:200");
                case STUBBORN ->
                    RealMaven.writePom(
                            folder, "ignore-the-end", "start:ignore-the-end", "detach:ignore-the-end", "serve:200");
            }
        }
    }

    @ParameterizedTest(name = "SIG{0}, {1}")
    @CsvSource({
        "TERM, REGISTRY",
        "HUP, SERVICE",
        "INT, STUBBORN",
        "KILL, REGISTRY",
        "ABRT, SERVICE",
        "TERM, STUBBORN",
        "HUP, REGISTRY",
        "INT, SERVICE",
        "KILL, STUBBORN",
        "ABRT, REGISTRY",
        "KILL, SERVICE",
        "INT, REGISTRY"
    })
    @Timeout(180)
    void nothing_is_left_of_a_build_that_was_killed_and_the_next_one_passes(String signal, Gated gated)
            throws Exception {
        gated.writePom(folder);
        Process maven = RealMaven.startAlone(folder, "verify", "-Drelease-gate.minSamples=1000000");
        try (BufferedReader output = maven.inputReader(StandardCharsets.UTF_8)) {
            Matcher probing = PROBING.matcher(RealMaven.awaitLine(output, "Probing http"));
            assertThat(probing.find()).isTrue();
            int port = Integer.parseInt(probing.group(1));
            String lease = lease(Long.parseLong(probing.group(2)));
            List<ProcessIdentity> started = started(maven);
            awaitCarriers(lease, gated == Gated.REGISTRY ? 1 : 3);
            awaitSamples(ThreadLocalRandom.current().nextLong(800), maven);

            assertThat(new ProcessBuilder("kill", "-s", signal, Long.toString(maven.pid()))
                            .start()
                            .waitFor())
                    .isZero();

            awaitEnd(lease, port, gated.limitMs);
            awaitEndOfGuardian(started);
        } finally {
            maven.destroyForcibly();
        }
        assertThatTheNextBuildPasses();
    }

    private static String lease(long pid) throws IOException {
        return MarkedProcesses.by(LEASE).entrySet().stream()
                .filter(entry -> entry.getKey().pid() == pid)
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    private static List<ProcessIdentity> carriers(String lease) throws IOException {
        List<ProcessIdentity> carriers = new ArrayList<>();
        MarkedProcesses.by(LEASE).forEach((process, value) -> {
            if (value.equals(lease)) {
                carriers.add(process);
            }
        });
        return carriers;
    }

    /** Waits until what the service starts and detaches is there. */
    private static void awaitCarriers(String lease, int least) throws IOException {
        while (carriers(lease).size() < least) {
            Thread.onSpinWait();
        }
    }

    private static List<ProcessIdentity> started(Process maven) {
        return RealMaven.descendants(maven).stream().map(ProcessIdentity::of).toList();
    }

    /** The kill comes at another moment of the probe each time: after that many samples. */
    private void awaitSamples(long samples, Process maven) throws IOException, InterruptedException {
        Path log = folder.resolve("target/release-gate/default/samples.jsonl");
        while (!Files.exists(log) || Files.size(log) < samples * 150) {
            assertThat(maven.waitFor(5, TimeUnit.MILLISECONDS)).isFalse();
        }
    }

    /** A process that is ending has lost its environment a moment before its sockets, so both are looked for. */
    private static void awaitEnd(String lease, int port, long limitMs) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMs);
        while (System.nanoTime() < deadline && (!carriers(lease).isEmpty() || listens(port))) {
            Thread.onSpinWait();
        }
        assertThat(carriers(lease)).as("left %d ms after the kill", limitMs).isEmpty();
        assertThat(listens(port))
                .as("the port is taken %d ms after the kill", limitMs)
                .isFalse();
    }

    /** It looks once more whether something comes after all; so it is the last one to end. */
    private static void awaitEndOfGuardian(List<ProcessIdentity> started) {
        while (started.stream().anyMatch(ProcessIdentity::isStillRunning)) {
            Thread.onSpinWait();
        }
    }

    private void assertThatTheNextBuildPasses() throws Exception {
        Process next = RealMaven.startAlone(
                folder,
                "verify",
                "-Drelease-gate.rule=plain",
                "-Drelease-gate.minSamples=20",
                "-Drelease-gate.rate=100",
                "-Drelease-gate.warmUp=0s");
        try (BufferedReader output = next.inputReader(StandardCharsets.UTF_8)) {
            List<String> lines = output.lines().toList();
            assertThat(next.waitFor()).as(String.join("\n", lines)).isZero();
            assertThat(lines).noneMatch(line -> line.contains("orphan"));
        }
    }

    private static boolean listens(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (ConnectException e) {
            return false;
        }
    }
}
