package dev.releasegate.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class KilledMavenIT {
    private static final Pattern PROBING =
            Pattern.compile("Probing http://127\\.0\\.0\\.1:([0-9]+) \\(pid ([0-9]+)\\)");

    @TempDir
    private Path folder;

    @RepeatedTest(20)
    @Timeout(120)
    void leaves_no_process_and_no_port_two_seconds_after_sigkill_during_the_probe(RepetitionInfo repetition)
            throws Exception {
        RealMaven.writePom(folder);
        Process maven = RealMaven.start(folder, Map.of(), "verify", "-Drelease-gate.minSamples=1000000");
        int port;
        List<ProcessHandle> started;
        try (BufferedReader output = maven.inputReader(StandardCharsets.UTF_8)) {
            Matcher probing = PROBING.matcher(RealMaven.awaitLine(output, "Probing http"));
            assertThat(probing.find()).isTrue();
            port = Integer.parseInt(probing.group(1));
            awaitSamples((repetition.getCurrentRepetition() - 1) * 40L, maven);
            started = RealMaven.descendants(maven);
            assertThat(started).extracting(ProcessHandle::pid).contains(Long.valueOf(probing.group(2)));
        } finally {
            maven.destroyForcibly();
        }
        awaitEnd(started, System.nanoTime() + TimeUnit.SECONDS.toNanos(2));
        assertThatThrownBy(() -> connect(port)).isInstanceOf(ConnectException.class);
    }

    /** The kill comes at another moment of the probe in each repetition: after that many samples. */
    private void awaitSamples(long samples, Process maven) throws IOException, InterruptedException {
        Path log = folder.resolve("target/release-gate/default/samples.jsonl");
        while (!Files.exists(log) || Files.size(log) < samples * 150) {
            assertThat(maven.waitFor(5, TimeUnit.MILLISECONDS)).isFalse();
        }
    }

    private static void awaitEnd(List<ProcessHandle> processes, long deadlineNanos) throws IOException {
        while (System.nanoTime() < deadlineNanos && anyRuns(processes)) {
            Thread.onSpinWait();
        }
        assertThat(anyRuns(processes))
                .as("still running two seconds after the kill")
                .isFalse();
    }

    /** A process that has ended and waits only for its status to be read (a zombie) holds nothing any more. */
    private static boolean anyRuns(List<ProcessHandle> processes) throws IOException {
        for (ProcessHandle process : processes) {
            Path stat = Path.of("/proc", String.valueOf(process.pid()), "stat");
            if (process.isAlive() && !(Files.exists(stat) && isZombie(stat))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isZombie(Path stat) throws IOException {
        try {
            String line = Files.readString(stat);
            return line.startsWith("Z", line.lastIndexOf(')') + 2);
        } catch (NoSuchFileException e) {
            return true; // gone since
        }
    }

    private static void connect(int port) throws IOException {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
    }
}
