package dev.releasegate.registry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Where settings come from, and which source wins: flag over environment over file. */
final class SettingSources {
    /** Names the file, so it cannot stand in it. */
    static final Setting<String> CONFIG = Setting.of(
            "config", "FILE", "", text -> text, "A file of these settings, in the form of Java properties, UTF-8.");

    /** For who must know exactly what is started: what the user's environment says is not heard, but for the key. */
    static final Setting<Boolean> IGNORE_ENVIRONMENT = Setting.toggle(
            "ignore-environment",
            "Hears no " + Setting.VARIABLES + "… variable but the one that holds the key. A flag only.");

    private SettingSources() {}

    /**
     * The texts that win, by the names of their settings.
     *
     * @throws UsageException if anything there is not a setting
     */
    static Map<String, Given> read(List<String> arguments, Map<String, String> environment) throws UsageException {
        Map<String, Given> flags = SettingFlags.read(arguments);
        boolean ignored = IGNORE_ENVIRONMENT.value(Optional.ofNullable(flags.get(IGNORE_ENVIRONMENT.name())));
        Map<String, Given> variables = ignored ? Map.of() : variables(environment);
        Map<String, Given> all = new HashMap<>(variables);
        all.putAll(flags);
        Optional<Given> file = Optional.ofNullable(all.get(CONFIG.name()));
        if (file.isPresent()) {
            SettingsFile.read(file.get()).forEach(all::putIfAbsent);
        }
        if (!ignored) {
            refuseUnknown(
                    environment,
                    RegistrySettings.API_KEY_ENV.value(
                            Optional.ofNullable(all.get(RegistrySettings.API_KEY_ENV.name()))));
        }
        return all;
    }

    private static Map<String, Given> variables(Map<String, String> environment) throws UsageException {
        Map<String, Given> variables = new HashMap<>();
        for (Setting<?> setting : withVariables().toList()) {
            String text = environment.get(setting.variable());
            if (text != null) {
                variables.put(setting.name(), Given.of(setting.variable(), text));
            }
        }
        return variables;
    }

    private static void refuseUnknown(Map<String, String> environment, String keyVariable) throws UsageException {
        Set<String> known = new TreeSet<>(Set.of(RegistrySettings.DEFAULT_API_KEY_ENV));
        withVariables().forEach(setting -> known.add(setting.variable()));
        if (!known.add(keyVariable) && !keyVariable.equals(RegistrySettings.DEFAULT_API_KEY_ENV)) {
            throw new UsageException(RegistrySettings.API_KEY_ENV.name() + " must not be " + keyVariable
                    + ", which is a setting: whoever shows the setting would show the key");
        }
        for (String name : environment.keySet()) {
            if (name.startsWith(Setting.VARIABLES) && !known.contains(name)) {
                throw new UsageException("unknown environment variable " + name + Nearest.hint(name, known));
            }
        }
    }

    private static Stream<Setting<?>> withVariables() {
        return Stream.concat(Stream.of(CONFIG), RegistrySettings.ALL.stream());
    }
}
