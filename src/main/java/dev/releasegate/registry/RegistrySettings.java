package dev.releasegate.registry;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything the program was told: each setting by its flag, else its environment variable, else its property in the file
 * that {@code --config} names, else its default. All values are valid: what cannot be is refused when they are read.
 */
final class RegistrySettings {
    /** Where the key is looked for unless told otherwise. */
    static final String DEFAULT_API_KEY_ENV = "RELEASE_GATE_REGISTRY_KEY";

    static final Setting<String> HOST =
            Setting.of("host", "ADDRESS", "127.0.0.1", text -> text, "The name or address to listen on.");

    static final Setting<Integer> PORT = Setting.of(
            "port", "NUMBER", "0", SettingText::port, "The port to listen on; 0 for any free one, which is printed.");

    static final Setting<Path> DATA = Setting.required(
            "data",
            "DIRECTORY",
            SettingText::path,
            "Where everything is kept; made if it is not there. Not needed with jdbc-url.");

    static final Setting<Optional<String>> JDBC_URL = Setting.of(
            "jdbc-url",
            "URL",
            "",
            SettingText::jdbcUrl,
            "A PostgreSQL database to keep everything in, jdbc:postgresql://HOST/NAME; without a password in it.");

    static final Setting<Optional<String>> JDBC_USER = Setting.of(
            "jdbc-user",
            "NAME",
            "",
            text -> Optional.of(text).filter(name -> !name.isEmpty()),
            "The user of the database; where there is none, the driver's choice.");

    static final Setting<String> JDBC_PASSWORD_ENV = Setting.of(
            "jdbc-password-env",
            "NAME",
            "PGPASSWORD",
            text -> text,
            "The environment variable that holds the password of the database, where it wants one.");

    static final Setting<String> API_KEY_ENV = Setting.of(
            "api-key-env",
            "NAME",
            DEFAULT_API_KEY_ENV,
            text -> text,
            "The environment variable that holds the API key; the key itself is never a setting.");

    static final Setting<Optional<Path>> API_KEYS = Setting.of(
            "api-keys",
            "FILE",
            "",
            SettingText::optionalPath,
            "More API keys, one to a line: \"name: key\". No other user of the machine may read the file.");

    static final Setting<Optional<RateLimit>> RATE_LIMIT = Setting.of(
            "rate-limit",
            "N/second",
            "1000/second",
            RateLimit::parse,
            "How many requests each key may make per second, minute or hour; off for no limit.");

    static final Setting<ProvenancePolicy.Mode> PROVENANCE = Setting.of(
            "provenance",
            "off|permissive|enforce",
            "off",
            SettingText::provenance,
            "Whether a PUT may (permissive) or must (enforce) say by whom its manifest is signed.");

    static final Setting<Optional<Path>> PROVENANCE_KEYS = Setting.of(
            "provenance-keys",
            "FILE",
            "",
            SettingText::optionalPath,
            "The public keys whose signatures are believed, in PEM.");

    static final Setting<Optional<Path>> PERF_LOG = Setting.of(
            "perf-log",
            "FILE",
            "",
            SettingText::optionalPath,
            "Where to write one record for each request, in the form of the gate's perf log; gone on with if it is there.");

    static final Setting<Duration> HEAD_TIMEOUT = Setting.of(
            "head-timeout",
            "TIME",
            "10s",
            SettingText::duration,
            "How long the head of a request may take from its first byte to its last.");

    static final Setting<Duration> BODY_TIMEOUT = Setting.of(
            "body-timeout",
            "TIME",
            "30s",
            SettingText::duration,
            "How long a body may take to arrive after its head, and an answer to be read.");

    static final Setting<Integer> MAX_CONNECTIONS = Setting.of(
            "max-connections",
            "NUMBER",
            "1000",
            text -> SettingText.number(text, 1, 1_000_000, "must be a number from 1 to 1000000"),
            "How many connections may be open; for one more, the one whose client has been slow for longest is closed.");

    static final Setting<Boolean> EXIT_WITH_STDIN =
            Setting.toggle("exit-with-stdin", "Stops in good order when standard input ends.");

    /** All of them, in the order of the help. A new setting is a line above, and its name here. */
    static final List<Setting<?>> ALL = List.of(
            HOST,
            PORT,
            DATA,
            JDBC_URL,
            JDBC_USER,
            JDBC_PASSWORD_ENV,
            API_KEY_ENV,
            API_KEYS,
            RATE_LIMIT,
            PROVENANCE,
            PROVENANCE_KEYS,
            PERF_LOG,
            HEAD_TIMEOUT,
            BODY_TIMEOUT,
            MAX_CONNECTIONS,
            EXIT_WITH_STDIN);

    private final Map<Setting<?>, Object> values;

    private RegistrySettings(Map<Setting<?>, Object> values) {
        this.values = values;
    }

    /**
     * Reads the flags, the environment, and the file if one is named.
     *
     * @throws UsageException if one of them names what there is not or gives a value that cannot be; says which
     */
    static RegistrySettings read(List<String> arguments, Map<String, String> environment) throws UsageException {
        return of(SettingSources.read(arguments, environment));
    }

    private static RegistrySettings of(Map<String, Given> given) throws UsageException {
        Map<Setting<?>, Object> values = new HashMap<>();
        for (Setting<?> setting : ALL) {
            if (setting.equals(DATA) && !given.containsKey(DATA.name()) && given.containsKey(JDBC_URL.name())) {
                continue;
            }
            values.put(setting, setting.value(Optional.ofNullable(given.get(setting.name()))));
        }
        return new RegistrySettings(values);
    }

    /** The value of one of {@link #ALL}. */
    @SuppressWarnings("unchecked") // each value was made by the parser of its own setting
    <T> T get(Setting<T> setting) {
        Object value = values.get(setting);
        if (value == null) {
            throw new IllegalArgumentException(setting.name() + " is not among all settings");
        }
        return (T) value;
    }
}
