package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistrySettingsTest {
    private static final Map<String, String> NOTHING = Map.of();

    @TempDir
    Path directory;

    @Test
    void only_the_data_directory_must_be_told() throws Exception {
        RegistrySettings settings = RegistrySettings.read(List.of("--data", "d"), NOTHING);
        assertThat(settings.get(RegistrySettings.HOST)).isEqualTo("127.0.0.1");
        assertThat(settings.get(RegistrySettings.PORT)).isZero();
        assertThat(settings.get(RegistrySettings.DATA)).isEqualTo(Path.of("d"));
        assertThat(settings.get(RegistrySettings.API_KEY_ENV)).isEqualTo("RELEASE_GATE_REGISTRY_KEY");
        assertThat(settings.get(RegistrySettings.EXIT_WITH_STDIN)).isFalse();
    }

    @Test
    void with_a_database_no_data_directory_need_be_told() throws Exception {
        RegistrySettings settings =
                RegistrySettings.read(List.of("--jdbc-url", "jdbc:postgresql://db/registry"), NOTHING);
        assertThat(settings.get(RegistrySettings.JDBC_URL)).contains("jdbc:postgresql://db/registry");
        assertThat(settings.get(RegistrySettings.JDBC_USER)).isEmpty();
        assertThat(settings.get(RegistrySettings.JDBC_PASSWORD_ENV)).isEqualTo("PGPASSWORD");
    }

    @Test
    void a_url_with_a_password_in_it_is_refused_and_not_shown() {
        for (String url : List.of("jdbc:postgresql://db/r?user=u&password=secret", "jdbc:mysql://u:secret@db/r")) {
            assertThatThrownBy(() -> RegistrySettings.read(List.of("--jdbc-url", url), NOTHING))
                    .isInstanceOf(UsageException.class)
                    .hasMessageStartingWith("--jdbc-url must ")
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void every_flag_is_heard_in_any_order_and_in_either_form() throws Exception {
        RegistrySettings settings = RegistrySettings.read(
                List.of("--exit-with-stdin", "--api-key-env", "K", "--port=65535", "--data", "d=e", "--host", "::1"),
                NOTHING);
        assertThat(settings.get(RegistrySettings.HOST)).isEqualTo("::1");
        assertThat(settings.get(RegistrySettings.PORT)).isEqualTo(65_535);
        assertThat(settings.get(RegistrySettings.DATA)).isEqualTo(Path.of("d=e"));
        assertThat(settings.get(RegistrySettings.API_KEY_ENV)).isEqualTo("K");
        assertThat(settings.get(RegistrySettings.EXIT_WITH_STDIN)).isTrue();
    }

    @Test
    void a_flag_wins_over_a_variable_and_that_over_the_file_and_that_over_the_default() throws Exception {
        Path file = file("data=d\nport=1\nhost=of-the-file\n");
        Map<String, String> environment = Map.of(
                "RELEASE_GATE_REGISTRY_PORT", "2",
                "RELEASE_GATE_REGISTRY_DATA", "of-the-environment",
                "RELEASE_GATE_REGISTRY_CONFIG", file.toString());
        RegistrySettings settings = RegistrySettings.read(List.of("--port", "3"), environment);
        assertThat(settings.get(RegistrySettings.PORT)).isEqualTo(3);
        assertThat(settings.get(RegistrySettings.DATA)).isEqualTo(Path.of("of-the-environment"));
        assertThat(settings.get(RegistrySettings.HOST)).isEqualTo("of-the-file");
        assertThat(settings.get(RegistrySettings.API_KEY_ENV)).isEqualTo("RELEASE_GATE_REGISTRY_KEY");
    }

    @Test
    void a_file_named_by_a_flag_wins_over_one_named_by_a_variable() throws Exception {
        Map<String, String> environment = Map.of("RELEASE_GATE_REGISTRY_CONFIG", "nowhere");
        RegistrySettings settings =
                RegistrySettings.read(List.of("--config", file("data = d \n").toString()), environment);
        assertThat(settings.get(RegistrySettings.DATA)).isEqualTo(Path.of("d"));
    }

    @Test
    void a_file_is_utf_8_with_or_without_a_mark_at_its_beginning() throws Exception {
        RegistrySettings settings = fromFile("\uFEFFdata=Bücher\n");
        assertThat(settings.get(RegistrySettings.DATA)).isEqualTo(Path.of("Bücher"));
    }

    @Test
    void who_ignores_the_environment_hears_nothing_of_it() throws Exception {
        Map<String, String> environment = Map.of(
                "RELEASE_GATE_REGISTRY_PORT", "no port",
                "RELEASE_GATE_REGISTRY_CONFIG", "nowhere",
                "RELEASE_GATE_REGISTRY_PROT", "1");
        RegistrySettings settings = RegistrySettings.read(List.of("--data", "d", "--ignore-environment"), environment);
        assertThat(settings.get(RegistrySettings.PORT)).isZero();
    }

    @Test
    void the_variables_that_hold_the_key_are_no_settings_and_no_mistakes() throws Exception {
        Map<String, String> environment =
                Map.of("RELEASE_GATE_REGISTRY_KEY", "k", "RELEASE_GATE_REGISTRY_OTHER_KEY", "k", "RELEASE_GATE", "x");
        List<String> flags = List.of("--data", "d", "--api-key-env", "RELEASE_GATE_REGISTRY_OTHER_KEY");
        assertThat(RegistrySettings.read(flags, environment).get(RegistrySettings.API_KEY_ENV))
                .isEqualTo("RELEASE_GATE_REGISTRY_OTHER_KEY");
    }

    @Test
    void a_setting_cannot_hold_the_key() {
        Map<String, String> environment = Map.of("RELEASE_GATE_REGISTRY_PORT", "secret");
        assertThatThrownBy(() -> RegistrySettings.read(
                        List.of("--data", "d", "--api-key-env", "RELEASE_GATE_REGISTRY_PORT"), environment))
                .isInstanceOf(UsageException.class)
                .hasMessage("api-key-env must not be RELEASE_GATE_REGISTRY_PORT, which is a setting:"
                        + " whoever shows the setting would show the key");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "--dat d, unknown flag --dat; perhaps you meant --data",
        "--apikey-env=K, unknown flag --apikey-env; perhaps you meant --api-key-env",
        "--exit-on-stdin, unknown flag --exit-on-stdin; perhaps you meant --exit-with-stdin",
        "--threshold 3, unknown flag --threshold; --help lists all that there is",
        "--data, --data needs a value after it",
        "--data --port 0, --data needs a value after it",
        "--data=, --data is empty: give it a value or leave it out",
        "--data d --data e, --data is given twice",
        "--data d --exit-with-stdin=yes, '--exit-with-stdin must be true or false, but is yes'",
        "--data d --port 65536, '--port must be a number from 0 (any free port) to 65535, but is 65536'",
        "--data d --provenance on, '--provenance must be off, permissive or enforce, but is on'",
        "--data d --provenence off, unknown flag --provenence; perhaps you meant --provenance",
        "--data d --port x, '--port must be a number from 0 (any free port) to 65535, but is x'",
    })
    void a_wrong_call_is_told_what_to_do(String line, String message) {
        assertThatThrownBy(() -> RegistrySettings.read(List.of(line.split(" ")), NOTHING))
                .isInstanceOf(UsageException.class)
                .hasMessage(message);
    }

    @Test
    void what_is_missing_is_told_with_every_way_to_give_it() {
        assertThatThrownBy(() -> RegistrySettings.read(List.of(), NOTHING))
                .isInstanceOf(UsageException.class)
                .hasMessage("data is missing: give --data DIRECTORY, the environment variable"
                        + " RELEASE_GATE_REGISTRY_DATA, or the property data in the file that --config names");
    }

    @ParameterizedTest(name = "{0}={1}: {2}")
    @CsvSource({
        "PROT, 1, unknown environment variable RELEASE_GATE_REGISTRY_PROT; perhaps you meant"
                + " RELEASE_GATE_REGISTRY_PORT",
        "PORT, '', RELEASE_GATE_REGISTRY_PORT is empty: give it a value or leave it out",
        "PORT, x, 'RELEASE_GATE_REGISTRY_PORT must be a number from 0 (any free port) to 65535, but is x'",
        "IGNORE_ENVIRONMENT, true, unknown environment variable RELEASE_GATE_REGISTRY_IGNORE_ENVIRONMENT;"
                + " --help lists all that there is",
    })
    void a_wrong_variable_is_told_what_to_do(String name, String value, String message) {
        Map<String, String> environment = Map.of("RELEASE_GATE_REGISTRY_" + name, value);
        assertThatThrownBy(() -> RegistrySettings.read(List.of("--data", "d"), environment))
                .isInstanceOf(UsageException.class)
                .hasMessage(message);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "prot=1, unknown property prot; perhaps you meant port",
        "port=, port is empty: give it a value or leave it out",
        "port=x, 'port must be a number from 0 (any free port) to 65535, but is x'",
        "port=1;port=1, port is given twice",
        "config=other.properties, 'config cannot stand in a file, only outside name one'",
        "data=\\u00zz, Malformed \\uxxxx encoding.",
    })
    void a_wrong_line_in_the_file_is_told_what_to_do(String lines, String message) throws IOException {
        Path file = file(lines.replace(';', '\n'));
        assertThatThrownBy(() -> RegistrySettings.read(List.of("--data", "d", "--config", file.toString()), NOTHING))
                .isInstanceOf(UsageException.class)
                .hasMessage(file + ": " + message);
    }

    @Test
    void a_file_that_cannot_be_read_is_told_with_who_named_it() throws IOException {
        Path nowhere = directory.resolve("nowhere");
        assertThatThrownBy(() -> RegistrySettings.read(
                        List.of("--data", "d"), Map.of("RELEASE_GATE_REGISTRY_CONFIG", nowhere.toString())))
                .isInstanceOf(UsageException.class)
                .hasMessage("RELEASE_GATE_REGISTRY_CONFIG names a file that cannot be read:"
                        + " java.nio.file.NoSuchFileException: " + nowhere);
        Path latin = Files.write(directory.resolve("latin"), "data=Bücher".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> RegistrySettings.read(List.of("--config", latin.toString()), NOTHING))
                .isInstanceOf(UsageException.class)
                .hasMessage(latin + ": the file is not UTF-8");
    }

    @Test
    void the_help_tells_every_setting_in_every_form() {
        assertThat(RegistrySettings.ALL)
                .allSatisfy(setting -> assertThat(SettingsHelp.text())
                        .contains(setting.flag() + " ", setting.variable(), setting.help()));
        assertThat(SettingsHelp.text())
                .contains("--port NUMBER   RELEASE_GATE_REGISTRY_PORT\n")
                .contains("Default: 127.0.0.1.\n", "Must be given.\n", "Default: none.\n")
                .contains("--ignore-environment\n");
    }

    @Test
    void the_document_lists_every_setting_with_its_default() throws IOException {
        String document = Files.readString(Path.of("docs/registry.md"));
        assertThat(RegistrySettings.ALL)
                .allSatisfy(setting -> assertThat(document)
                        .containsPattern("(?m)^\\| `" + setting.name() + "` \\|[^|]*"
                                + Pattern.quote(setting.byDefault().orElse("")) + "[^|]*\\|"));
    }

    private RegistrySettings fromFile(String text) throws Exception {
        return RegistrySettings.read(List.of("--config", file(text).toString()), NOTHING);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("registry.properties"), text);
    }
}
