package dev.releasegate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasegate.probe.Call;
import dev.releasegate.probe.Expectation;
import dev.releasegate.service.Address;
import dev.releasegate.service.ServiceCommand;
import dev.releasegate.service.ServicePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserServiceTest {
    @TempDir
    private Path directory;

    @BeforeEach
    void build() throws IOException {
        Files.writeString(directory.resolve("app.jar"), "a jar");
        Files.writeString(directory.resolve("run"), "a program");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java -jar app.jar",
                "/usr/bin/java -Xmx64m -Da=b -jar app.jar --port 0",
                "java.exe -cp other.jar -jar app.jar"
            })
    void a_jvm_is_started_from_what_it_is_told_to_run(String command) {
        assertThat(service(command).startedFile()).contains(directory.resolve("app.jar"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java -cp old.jar Main -jar app.jar",
                "java Main.java -jar app.jar",
                "java -cp -jar app.jar",
                "java -jar",
                "python3 -jar app.jar"
            })
    void what_a_program_is_told_itself_is_not_what_it_was_started_from(String command) {
        assertThat(service(command).startedFile()).isEmpty();
    }

    @Test
    void any_other_program_is_the_file_itself() {
        assertThat(service("./run -jar app.jar").startedFile()).contains(directory.resolve("./run"));
    }

    @Test
    void what_is_asked_is_told_without_what_may_be_secret() {
        assertThat(service("./run").asked()).isEqualTo(Map.of("ping", "GET /ping?n=1"));
    }

    private UserService service(String command) {
        Call ping = new Call(
                "ping", "GET", "/ping?n=1", Map.of("X-Key", "s3cret"), Optional.of("body"), Expectation.status(200));
        ServicePlan plan = new ServicePlan(
                new ServiceCommand(List.of(command.split(" ")), Map.of(), directory),
                new Address.Announced(Pattern.compile("port ([0-9]+)")),
                "/health",
                Duration.ofSeconds(1));
        return new UserService("shop", plan, List.of(ping));
    }
}
