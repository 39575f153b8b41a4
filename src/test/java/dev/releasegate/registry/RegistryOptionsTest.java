package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryOptionsTest {
    @Test
    void only_the_data_directory_must_be_told() throws UsageException {
        assertThat(RegistryOptions.parse(List.of("--data", "d")))
                .isEqualTo(new RegistryOptions("127.0.0.1", 0, Path.of("d"), "RELEASE_GATE_REGISTRY_KEY", false));
    }

    @Test
    void every_flag_is_heard_in_any_order() throws UsageException {
        assertThat(RegistryOptions.parse(List.of(
                        "--exit-with-stdin", "--api-key-env", "K", "--port", "65535", "--data", "d", "--host", "::1")))
                .isEqualTo(new RegistryOptions("::1", 65_535, Path.of("d"), "K", true));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "'', the flag --data DIRECTORY is missing",
        "--dat d, unknown flag --dat; perhaps you meant --data",
        "--apikey-env K, unknown flag --apikey-env; perhaps you meant --api-key-env",
        "--exit-on-stdin, unknown flag --exit-on-stdin; perhaps you meant --exit-with-stdin",
        "--data, --data needs a value after it",
        "--data --port 0, --data needs a value after it",
        "--data d --data e, --data is given twice",
        "'--data d --port 65536', '--port must be a number from 0 (any free port) to 65535, but is 65536'",
        "'--data d --port x', '--port must be a number from 0 (any free port) to 65535, but is x'",
    })
    void a_wrong_call_is_told_what_to_do(String line, String message) {
        List<String> arguments = line.isEmpty() ? List.of() : List.of(line.split(" "));
        assertThatThrownBy(() -> RegistryOptions.parse(arguments))
                .isInstanceOf(UsageException.class)
                .hasMessage(message);
    }
}
