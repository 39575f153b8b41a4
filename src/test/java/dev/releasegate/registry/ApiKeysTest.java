package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisabledOnOs(OS.WINDOWS)
class ApiKeysTest {
    private static final String ANN = "key-of-ann-0123456789";
    private static final String BEN = "key-of-ben-0123456789";

    @TempDir
    Path directory;

    @Test
    void each_key_of_the_file_and_the_one_of_the_environment_is_known_by_its_name() throws Exception {
        ApiKeys keys = told("# who\n\n ann : " + ANN + "\nben:" + BEN + "\n", Map.of("RELEASE_GATE_REGISTRY_KEY", "k"));
        assertThat(keys.all()).hasSize(3);
        assertThat(name(keys, ANN)).contains("ann");
        assertThat(name(keys, BEN)).contains("ben");
        assertThat(name(keys, "k")).contains("default");
        assertThat(name(keys, "wrong")).isEmpty();
    }

    @Test
    void with_a_file_there_need_be_no_key_in_the_environment() throws Exception {
        assertThat(told("ann: " + ANN, Map.of()).all()).hasSize(1);
    }

    @Test
    void a_colon_and_a_hash_may_be_in_a_key() throws Exception {
        assertThat(name(told("ann: a:key#of:ann-0123", Map.of()), "a:key#of:ann-0123"))
                .contains("ann");
    }

    @Test
    void a_key_is_another_one_if_a_single_bit_of_its_hash_is() {
        ApiKey key = new ApiKey("ann", ANN);
        assertThat(key.hasHash(ApiKey.hash(ANN))).isTrue();
        for (int bit = 0; bit < 256; bit++) {
            byte[] other = ApiKey.hash(ANN);
            other[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(key.hasHash(other)).as("bit %d", bit).isFalse();
        }
    }

    @Test
    void two_keys_in_one_request_open_nothing() throws Exception {
        HttpRequest request = request(ANN);
        request.addHeader("X-API-Key", ANN);
        assertThat(told("ann: " + ANN, Map.of()).offered(request)).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "key-of-ann-0123456789, ':1: the line must be of the form \"name: key\"'",
        "#;ann: key-of-a, ':2: the key must be of at least 16 characters, 8 of them different;"
                + " \"openssl rand -hex 32\" makes one'",
        "ann: abababababababababab, ':1: the key must be of at least 16 characters, 8 of them different;"
                + " \"openssl rand -hex 32\" makes one'",
        "ann:, ':1: the key must be of at least 16 characters, 8 of them different;"
                + " \"openssl rand -hex 32\" makes one'",
        "ann: key of ann 0123456789, ':1: the key must be of visible ASCII characters, without blanks'",
        "'an n: key-of-ann-0123456789', ':1: the name of a key must be of 1 to 64 letters, digits, dots, - and _'",
        "#, ': there is no key'",
        "ann: key-of-ann-0123456789;ann: key-of-ben-0123456789, ': two keys have the name ann'",
        "ann: key-of-ann-0123456789;ben: key-of-ann-0123456789, ': the key of ben is that of ann too: nobody could"
                + " tell them apart'",
    })
    void a_wrong_line_is_told_without_what_is_in_it(String lines, String message) throws IOException {
        Path file = file(lines.replace(';', '\n'), "rw-------");
        assertThatThrownBy(() -> ApiKeysFile.read(file))
                .isInstanceOf(UsageException.class)
                .hasMessage(file + message);
    }

    @Test
    void the_key_of_the_environment_must_not_be_in_the_file_too() {
        assertThatThrownBy(() -> told("ann: " + ANN, Map.of("RELEASE_GATE_REGISTRY_KEY", ANN)))
                .isInstanceOf(UsageException.class)
                .hasMessage("the environment variable RELEASE_GATE_REGISTRY_KEY: the key of default is that of ann too:"
                        + " nobody could tell them apart");
    }

    @Test
    void a_file_that_every_user_can_read_is_refused() throws IOException {
        for (String open : List.of("rw-r--r--", "rw-----w-")) {
            Path file = file("ann: " + ANN, open);
            assertThatThrownBy(() -> ApiKeysFile.read(file))
                    .isInstanceOf(UsageException.class)
                    .hasMessage(file + " is open to every user of this machine: chmod 600 it");
        }
        assertThat(file("ann: " + ANN, "rw-r-----"))
                .exists()
                .satisfies(file -> assertThat(ApiKeysFile.read(file)).hasSize(1));
    }

    @Test
    void a_file_that_is_not_there_is_told() {
        Path nowhere = directory.resolve("nowhere");
        assertThatThrownBy(() -> ApiKeysFile.read(nowhere))
                .isInstanceOf(UsageException.class)
                .hasMessage("api-keys names a file that cannot be read: java.nio.file.NoSuchFileException: " + nowhere);
    }

    private static Optional<String> name(ApiKeys keys, String key) {
        return keys.offered(request(key)).map(ApiKey::name);
    }

    private static HttpRequest request(String key) {
        HttpRequest request = new BasicHttpRequest("GET", "/");
        request.addHeader("X-API-Key", key);
        return request;
    }

    private ApiKeys told(String lines, Map<String, String> environment) throws Exception {
        String file = file(lines, "rw-------").toString();
        return ApiKeys.told(RegistrySettings.read(List.of("--data", "d", "--api-keys", file), Map.of()), environment);
    }

    private Path file(String text, String permissions) throws IOException {
        Path file = Files.writeString(directory.resolve("keys"), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
