package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Registry in a process of its own, as the plugin starts it. */
final class ForkedRegistry implements AutoCloseable {
    static final String KEY = "a-key-nobody-may-see";

    private static final Pattern LISTENING =
            Pattern.compile("\\{\"listening\":\\{\"host\":\"127\\.0\\.0\\.1\",\"port\":(\\d+)}}");
    private static final int PATIENCE_S = 60;

    private final Process process;
    private final List<String> command;
    private final Path errors;
    private final BufferedReader output;
    private int port;

    private ForkedRegistry(Process process, List<String> command, Path errors) {
        this.process = process;
        this.command = command;
        this.errors = errors;
        output = process.inputReader(StandardCharsets.UTF_8);
    }

    static ForkedRegistry start(Path directory) throws IOException {
        return start(directory, "127.0.0.1", 0, KEY);
    }

    /** Keeps its data elsewhere than what it writes to standard error. */
    static ForkedRegistry start(Path directory, Path data) throws IOException {
        return start(directory, KEY, command(data, "127.0.0.1", 0));
    }

    static ForkedRegistry start(Path directory, String host, int port, String key) throws IOException {
        return start(directory, key, command(directory, host, port));
    }

    /** As the gate starts it, for a user with the given environment. */
    static ForkedRegistry start(Path directory, Map<String, String> environment) throws IOException {
        return start(directory, KEY, command(directory, "127.0.0.1", 0), environment);
    }

    /** As the goal starts it, for a user with the given environment. */
    static ForkedRegistry start(
            Path directory, Map<String, String> settings, Map<String, String> defaults, Map<String, String> environment)
            throws IOException {
        Path home = Path.of(System.getProperty("java.home"));
        return start(directory, KEY, RegistryProgram.command(home, settings, defaults), environment);
    }

    /** Writes a perf log, which lies in the same directory as its data. */
    static ForkedRegistry startWithPerfLog(Path directory, Path perfLog) throws IOException {
        return start(directory, KEY, withPerfLog(directory, perfLog));
    }

    /** The same where no file can grow beyond so many kibibytes; needs a POSIX shell. */
    static ForkedRegistry startWithPerfLog(Path directory, Path perfLog, int mostKib) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("sh", "-c", "ulimit -f " + 2 * mostKib + "; exec \"$0\" \"$@\""));
        command.addAll(withPerfLog(directory, perfLog));
        return start(directory, KEY, command);
    }

    private static List<String> withPerfLog(Path directory, Path perfLog) {
        List<String> command = new ArrayList<>(command(directory, "127.0.0.1", 0));
        command.addAll(List.of(RegistrySettings.PERF_LOG.flag(), perfLog.toString()));
        return command;
    }

    /** Keeps its data elsewhere than what it writes to standard error. */
    static ForkedRegistry start(Path directory, Path data, Map<String, String> environment) throws IOException {
        return start(directory, KEY, command(data, "127.0.0.1", 0), environment);
    }

    static ForkedRegistry startForHelp(Path directory) throws IOException {
        List<String> command = new ArrayList<>(command(directory, "127.0.0.1", 0));
        command.add("--help");
        return start(directory, KEY, command);
    }

    /** Not told to end with its standard input. */
    static ForkedRegistry startOnItsOwn(Path directory) throws IOException {
        List<String> command = new ArrayList<>(command(directory, "127.0.0.1", 0));
        command.remove(RegistrySettings.EXIT_WITH_STDIN.flag());
        return start(directory, KEY, command);
    }

    /** Where no file can grow to the size of the SQLite driver's native library; needs a POSIX shell. */
    static ForkedRegistry startWithoutRoom(Path directory) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -f 400; exec \"$0\" \"$@\""));
        command.addAll(command(directory, "127.0.0.1", 0));
        return start(directory, KEY, command);
    }

    private static List<String> command(Path directory, String host, int port) {
        Path home = Path.of(System.getProperty("java.home"));
        return RegistryProgram.command(home, directory, host, port, "TEST_KEY");
    }

    /** Any command. */
    static ForkedRegistry start(Path directory, String key, List<String> command) throws IOException {
        return start(directory, key, command, Map.of());
    }

    private static ForkedRegistry start(
            Path directory, String key, List<String> command, Map<String, String> environment) throws IOException {
        Path errors = Files.createTempFile(directory, "errors", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().put("TEST_KEY", key);
        builder.environment().putAll(environment);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return new ForkedRegistry(builder.start(), command, errors);
    }

    /** The port it says it listens on; waits until it says so. */
    int port() throws IOException {
        if (port == 0) {
            String line = output.readLine();
            Matcher listening = LISTENING.matcher(String.valueOf(line));
            assertThat(listening.matches()).as("%s, errors: %s", line, errors()).isTrue();
            port = Integer.parseInt(listening.group(1));
        }
        return port;
    }

    /** Waits until it says where it listens, or ends. */
    boolean listens() throws IOException {
        output.mark(1);
        boolean isEnded = output.read() < 0;
        output.reset();
        return !isEnded;
    }

    Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
        socket.setSoTimeout(PATIENCE_S * 1_000);
        return socket;
    }

    /** Sends one request and returns everything until the connection ends. */
    String ask(String request) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return RegistryFixture.readToEnd(socket);
        }
    }

    /** Ends its standard input and returns its exit status. */
    int endInput() throws IOException, InterruptedException {
        closeInput();
        return await();
    }

    void closeInput() throws IOException {
        process.outputWriter().close();
    }

    /** Sends SIGTERM; unlike {@link Process#destroy}, which closes the pipes as well. */
    int terminate() throws InterruptedException {
        process.toHandle().destroy();
        return await();
    }

    /** Returns when none of its threads does anything any more, until it is killed. Needs Linux. */
    void halt() throws IOException {
        Command.run("kill", "-STOP", process.pid());
        while (!isHalted()) {
            Thread.onSpinWait();
        }
    }

    private boolean isHalted() throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
            return threads.map(ForkedRegistry::state).allMatch("T"::equals);
        }
    }

    /** The letter that stands behind the name of a thread, which is in parentheses. */
    private static String state(Path thread) {
        try {
            return Files.readString(thread.resolve("stat")).replaceAll("(?s).*\\) (.).*", "$1");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        await();
    }

    int await() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    List<String> remainingOutput() {
        return output.lines().toList();
    }

    String errors() throws IOException {
        return Files.readString(errors);
    }

    List<String> command() {
        return command;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
