package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.releasegate.dsse.Sha256;
import dev.releasegate.process.PortOwners;
import dev.releasegate.process.ProcessIdentity;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The real program in a JVM of its own. */
class RegistryProgramTest {
    private static final String PUT = "PUT /v1/registry/urn:example:a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
            + "X-API-Key: " + ForkedRegistry.KEY + "\r\nContent-Type: application/json\r\n";
    private static final String GET = "GET /v1/registry/urn:example:a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
            + "X-API-Key: " + ForkedRegistry.KEY + "\r\n\r\n";
    private static final String HEALTH = "GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

    @TempDir
    Path directory;

    @Test
    void it_says_where_it_listens_and_answers_there_and_ends_with_its_standard_input() throws Exception {
        try (ForkedRegistry registry = ForkedRegistry.start(directory)) {
            int port = registry.port();
            assertThat(registry.ask(HEALTH)).startsWith("HTTP/1.1 200 ").endsWith("{\"status\":\"ok\"}");
            assertThat(registry.endInput()).isZero();
            assertThat(registry.remainingOutput())
                    .containsExactly(
                            "{\"stopped\":{\"requests\":{\"health\":1,\"openapi\":0,\"metrics\":0,\"registry_get\":0,"
                                    + "\"registry_put\":0,\"resolve\":0,\"query\":0,\"options\":0,\"unmatched\":0}}}");
            assertThat(registry.errors()).isEmpty();
            new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
        }
    }

    @Test
    void on_its_own_it_goes_on_when_its_standard_input_ends() throws Exception {
        try (ForkedRegistry registry = ForkedRegistry.startOnItsOwn(directory)) {
            registry.closeInput();
            assertThat(registry.ask(HEALTH)).startsWith("HTTP/1.1 200 ");
            assertThat(registry.terminate()).isZero();
        }
    }

    @Test
    void it_ends_with_its_standard_input_also_while_a_client_hangs() throws Exception {
        try (ForkedRegistry registry = ForkedRegistry.start(directory);
                Socket hanging = registry.connect()) {
            hanging.getOutputStream().write((PUT + "Content-Length: 9\r\n\r\n{").getBytes(StandardCharsets.US_ASCII));
            assertThat(registry.ask(HEALTH)).startsWith("HTTP/1.1 200 ");
            assertThat(registry.endInput()).isZero();
        }
    }

    @Test
    void clients_that_go_away_before_their_answer_are_no_trouble() throws Exception {
        try (ForkedRegistry registry = ForkedRegistry.start(directory)) {
            String put = PUT + "Content-Length: 20\r\n\r\n{\"manifest\":{\"n\":1}}";
            for (int i = 0; i < 200; i++) {
                try (Socket leaving = registry.connect()) {
                    leaving.setSoLinger(true, 0);
                    leaving.getOutputStream().write(put.getBytes(StandardCharsets.US_ASCII));
                }
            }
            assertThat(registry.ask(HEALTH)).startsWith("HTTP/1.1 200 ");
            assertThat(registry.endInput()).isZero();
            assertThat(registry.errors()).isEmpty();
        }
    }

    @Test
    void sigterm_ends_it_in_good_order() throws Exception {
        try (ForkedRegistry registry = ForkedRegistry.start(directory)) {
            registry.port();
            assertThat(registry.terminate()).isZero();
            assertThat(registry.remainingOutput()).singleElement().asString().startsWith("{\"stopped\":");
        }
    }

    @Test
    void a_put_it_acknowledged_outlives_its_being_killed() throws Exception {
        String digest = Sha256.hex("{\"n\":1}");
        try (ForkedRegistry registry = ForkedRegistry.start(directory)) {
            assertThat(registry.ask(PUT + "Content-Length: 20\r\n\r\n{\"manifest\":{\"n\":1}}"))
                    .startsWith("HTTP/1.1 201 ");
            registry.kill();
        }
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left.map(file -> file.getFileName().toString())).noneMatch(name -> name.contains("jdbc"));
        }
        try (ForkedRegistry registry = ForkedRegistry.start(directory)) {
            assertThat(registry.ask(GET))
                    .startsWith("HTTP/1.1 200 ")
                    .contains("\"manifest\":{\"n\":1},\"digest\":\"" + digest + "\",\"version\":1,");
        }
    }

    @Test
    void without_a_key_it_refuses_to_start_and_says_what_to_do() throws Exception {
        for (String key : List.of("", "  ")) {
            try (ForkedRegistry registry = ForkedRegistry.start(directory, "127.0.0.1", 0, key)) {
                assertThat(registry.await()).isEqualTo(2);
                assertThat(registry.errors())
                        .isEqualTo("registry: no API key: set the environment variable TEST_KEY, or name another one"
                                + " (--api-key-env, or -Drelease-gate.apiKeyEnv in Maven), or a file of keys"
                                + " (--api-keys)\n");
            }
        }
    }

    @Test
    void as_the_gate_starts_it_it_is_deaf_to_the_environment_of_its_user() throws Exception {
        Map<String, String> stray = Map.of(
                "RELEASE_GATE_REGISTRY_PORT", "1",
                "RELEASE_GATE_REGISTRY_DATA", "elsewhere",
                "RELEASE_GATE_REGISTRY_CONFIG", "nowhere",
                "RELEASE_GATE_REGISTRY_NONSENSE", "1");
        try (ForkedRegistry registry = ForkedRegistry.start(directory, stray)) {
            assertThat(registry.port()).isNotEqualTo(1);
            assertThat(directory.resolve("registry.db")).exists();
        }
    }

    @Test
    void on_its_own_it_hears_its_environment_and_its_file() throws Exception {
        Path file = Files.writeString(directory.resolve("registry.properties"), "host=127.0.0.1\nport=x\n");
        Map<String, String> environment = Map.of(
                "RELEASE_GATE_REGISTRY_CONFIG", file.toString(), "RELEASE_GATE_REGISTRY_API_KEY_ENV", "TEST_KEY");
        try (ForkedRegistry registry =
                ForkedRegistry.start(directory, Map.of(), Map.of("data", directory.toString()), environment)) {
            assertThat(registry.await()).isEqualTo(2);
            assertThat(registry.errors())
                    .isEqualTo("registry: " + file
                            + ": port must be a number from 0 (any free port) to 65535, but is x\n");
        }
        try (ForkedRegistry registry = ForkedRegistry.start(
                directory, Map.of("port", "0"), Map.of("data", directory.toString()), environment)) {
            assertThat(registry.ask(HEALTH)).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void a_default_of_its_starter_is_heard_only_where_nothing_else_is_told() {
        Path home = Path.of("home");
        Map<String, String> defaults = Map.of("data", "fallback");
        assertThat(RegistryProgram.command(home, Map.of("port", "1"), defaults))
                .endsWith("--port=1", "--data=fallback", "--exit-with-stdin");
        assertThat(RegistryProgram.command(home, Map.of("data", "told"), defaults))
                .endsWith("dev.releasegate.registry.RegistryMain", "--data=told", "--exit-with-stdin");
    }

    @Test
    void asked_for_help_it_lists_its_settings_and_ends() throws Exception {
        try (ForkedRegistry registry = ForkedRegistry.startForHelp(directory)) {
            assertThat(registry.await()).isZero();
            assertThat(registry.remainingOutput()).contains("--data DIRECTORY   RELEASE_GATE_REGISTRY_DATA");
        }
    }

    @Test
    void the_key_is_never_in_its_output_nor_on_its_command_line() throws Exception {
        try (ForkedRegistry registry = ForkedRegistry.start(directory)) {
            registry.ask(GET);
            registry.ask(PUT + "Content-Length: 3\r\n\r\n{x}");
            assertThat(registry.endInput()).isZero();
            assertThat(String.join("\n", registry.remainingOutput()) + registry.errors() + registry.command())
                    .contains("\"stopped\"")
                    .doesNotContain(ForkedRegistry.KEY);
        }
    }

    @Test
    void a_key_that_cannot_travel_in_a_header_is_refused_without_being_shown() throws Exception {
        try (ForkedRegistry registry = ForkedRegistry.start(directory, "127.0.0.1", 0, "not secret")) {
            assertThat(registry.await()).isEqualTo(2);
            assertThat(registry.errors())
                    .contains("TEST_KEY: the key must be of visible ASCII")
                    .doesNotContain("secret");
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void any_key_of_its_file_opens_it_with_or_without_one_in_the_environment() throws Exception {
        Path keys = Files.createFile(
                directory.resolve("keys"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(keys, "ann: key-of-ann-0123456789\nben: key-of-ben-0123456789\n");
        Map<String, String> settings = Map.of("data", directory.toString(), "api-keys", keys.toString());
        try (ForkedRegistry registry = ForkedRegistry.start(directory, settings, Map.of(), Map.of())) {
            assertThat(registry.ask(GET.replace(ForkedRegistry.KEY, "key-of-ann-0123456789")))
                    .startsWith("HTTP/1.1 404 ");
            assertThat(registry.ask(GET.replace(ForkedRegistry.KEY, "key-of-ben-0123456789")))
                    .startsWith("HTTP/1.1 404 ");
            assertThat(registry.ask(GET)).startsWith("HTTP/1.1 401 ");
        }
        Map<String, String> both = new HashMap<>(settings);
        both.put("api-key-env", "TEST_KEY");
        try (ForkedRegistry registry = ForkedRegistry.start(directory, both, Map.of(), Map.of())) {
            assertThat(registry.ask(GET)).startsWith("HTTP/1.1 404 ");
            assertThat(registry.ask(GET.replace(ForkedRegistry.KEY, "key-of-ann-0123456789")))
                    .startsWith("HTTP/1.1 404 ");
        }
    }

    @Test
    void a_taken_port_is_named() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ForkedRegistry registry =
                        ForkedRegistry.start(directory, "127.0.0.1", taken.getLocalPort(), ForkedRegistry.KEY)) {
            String owner = PortOwners.listening(taken.getLocalPort()) instanceof PortOwners.Told
                    ? ", which " + ProcessIdentity.ofThisProcess().name() + " has"
                    : "";
            assertThat(registry.await()).isEqualTo(1);
            assertThat(registry.errors())
                    .startsWith("registry: cannot listen on 127.0.0.1 port " + taken.getLocalPort() + owner + ": ");
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void without_room_for_the_driver_it_says_so_in_one_line() throws Exception {
        try (ForkedRegistry registry = ForkedRegistry.startWithoutRoom(directory)) {
            assertThat(registry.await()).isEqualTo(1);
            assertThat(registry.errors().lines())
                    .containsExactly("registry: cannot open the store " + directory.resolve("registry.db")
                            + ": the SQLite driver cannot unpack and load its native library: File too large");
        }
    }

    @Test
    void a_store_that_is_no_database_is_named_in_one_line() throws Exception {
        Files.writeString(directory.resolve("registry.db"), "not a database ".repeat(100));
        try (ForkedRegistry registry = ForkedRegistry.start(directory)) {
            assertThat(registry.await()).isEqualTo(1);
            assertThat(registry.errors().lines())
                    .containsExactly("registry: " + directory.resolve("registry.db")
                            + " is damaged ([SQLITE_NOTADB] File opened that is not a database file (file is not a"
                            + " database)), and was left as it is: put a backup in its place with"
                            + " release-gate:registry-restore, or use another data directory");
        }
    }

    @Test
    void a_data_directory_that_is_a_file_is_named_in_one_line() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        try (ForkedRegistry registry = ForkedRegistry.start(directory, file)) {
            assertThat(registry.await()).isEqualTo(1);
            assertThat(registry.errors().lines())
                    .containsExactly("registry: cannot use the data directory " + file + ": it is a file");
        }
    }

    @Test
    void a_failure_is_told_in_one_line_with_each_cause_once() {
        Exception cause = new IllegalStateException("no room\nleft", new RuntimeException("no room"));
        assertThat(RegistryMain.sentence(new StoreException("cannot read the store", cause)))
                .isEqualTo("cannot read the store: no room left");
    }

    @Test
    void a_second_one_on_the_same_data_is_refused() throws Exception {
        try (ForkedRegistry first = ForkedRegistry.start(directory)) {
            first.port();
            try (ForkedRegistry second = ForkedRegistry.start(directory)) {
                assertThat(second.await()).isEqualTo(1);
                assertThat(second.errors()).contains("another Registry is using it");
            }
            assertThat(first.ask(HEALTH)).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void it_backs_up_and_restores_by_command_too_and_says_what_it_did() throws Exception {
        Path home = Path.of(System.getProperty("java.home"));
        Path file = directory.resolve("backup.db");
        Path other = directory.resolve("other");
        try (ForkedRegistry registry = ForkedRegistry.start(directory)) {
            registry.ask(PUT + "Content-Length: 20\r\n\r\n{\"manifest\":{\"n\":1}}");
            assertThat(outputOf(RegistryProgram.backup(home, directory, file)))
                    .containsExactly("{\"backup\":{\"file\":\"" + file + "\",\"manifests\":1}}");
        }
        assertThat(outputOf(RegistryProgram.restore(home, other, file, false)))
                .containsExactly("{\"restored\":{\"data\":\"" + other + "\",\"manifests\":1}}");
        try (ForkedRegistry registry = ForkedRegistry.start(directory, other)) {
            assertThat(registry.ask(GET)).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void a_misspelt_flag_of_a_command_is_refused_with_a_suggestion() {
        assertThatThrownBy(() -> StoreCommand.parse(List.of("restore", "--data", "d", "--flie", "f")))
                .hasMessage("restore: unknown flag --flie; perhaps you meant --file");
        assertThatThrownBy(() -> StoreCommand.parse(List.of("backup", "--data", "d")))
                .hasMessage("backup: the flag --file FILE is missing");
        assertThatThrownBy(() -> StoreCommand.parse(List.of("backup", "--data", "d", "--replace")))
                .hasMessageStartingWith("backup: unknown flag --replace");
        assertThatThrownBy(() -> StoreCommand.parse(List.of("backup", "--data", "d", "--data", "d")))
                .hasMessage("backup: --data is given twice");
        assertThatThrownBy(() -> StoreCommand.parse(List.of("backup", "--data")))
                .hasMessage("--data needs a value after it");
    }

    private List<String> outputOf(List<String> command) throws Exception {
        try (ForkedRegistry program = ForkedRegistry.start(directory, ForkedRegistry.KEY, command)) {
            assertThat(program.await()).as(program.errors()).isZero();
            return program.remainingOutput();
        }
    }

    @Test
    void without_the_driver_of_its_database_it_says_how_to_add_it() throws Exception {
        List<String> command = new ArrayList<>(RegistryProgram.command(
                Path.of(System.getProperty("java.home")),
                Map.of("jdbc-url", "jdbc:postgresql://127.0.0.1:1/r", "api-key-env", "TEST_KEY"),
                Map.of()));
        int classPath = command.indexOf("-cp") + 1;
        command.set(
                classPath,
                Stream.of(command.get(classPath).split(File.pathSeparator, -1))
                        .filter(jar -> !jar.contains("postgresql"))
                        .collect(Collectors.joining(File.pathSeparator)));
        try (ForkedRegistry registry = ForkedRegistry.start(directory, ForkedRegistry.KEY, command)) {
            assertThat(registry.await()).isEqualTo(1);
            assertThat(registry.errors().lines())
                    .containsExactly(
                            "registry: there is no PostgreSQL driver: add org.postgresql:postgresql (42.7 or newer)"
                                    + " to the <dependencies> of the plugin, or its jar to the class path");
        }
    }

    @Test
    void it_consists_of_our_classes_three_libraries_and_the_driver_that_the_user_added() throws IOException {
        assertThat(RegistryProgram.jars())
                .hasSize(5)
                .allMatch(Files::exists)
                .extracting(path -> path.getFileName().toString().replaceAll("-[0-9].*", ""))
                .containsExactly("classes", "httpcore5", "jackson-core", "sqlite-jdbc", "postgresql");
    }
}
