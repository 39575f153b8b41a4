package dev.releasegate.registry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The command line: {@code --port 8080} or {@code --port=8080}; a switch may stand alone. */
final class SettingFlags {
    private SettingFlags() {}

    /**
     * What the flags say, by the names of their settings.
     *
     * @throws UsageException if a flag is unknown, given twice, or without its value
     */
    static Map<String, Given> read(List<String> arguments) throws UsageException {
        Map<String, Setting<?>> flags = flags();
        Map<String, Given> given = new HashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            String[] parts = arguments.get(i).split("=", 2);
            Setting<?> setting = flags.get(parts[0]);
            if (setting == null) {
                throw new UsageException("unknown flag " + parts[0] + Nearest.hint(parts[0], flags.keySet()));
            }
            String text;
            if (parts.length == 2) {
                text = parts[1];
            } else if (setting.isSwitch()) {
                text = "true";
            } else {
                text = next(setting, arguments, ++i, flags);
            }
            if (given.put(setting.name(), Given.of(setting.flag(), text)) != null) {
                throw new UsageException(setting.flag() + " is given twice");
            }
        }
        return given;
    }

    private static String next(Setting<?> setting, List<String> arguments, int index, Map<String, Setting<?>> flags)
            throws UsageException {
        if (index >= arguments.size() || flags.containsKey(arguments.get(index))) {
            throw new UsageException(setting.flag() + " needs a value after it");
        }
        return arguments.get(index);
    }

    private static Map<String, Setting<?>> flags() {
        Map<String, Setting<?>> flags = new TreeMap<>();
        Stream.concat(
                        RegistrySettings.ALL.stream(),
                        Stream.of(SettingSources.CONFIG, SettingSources.IGNORE_ENVIRONMENT))
                .forEach(setting -> flags.put(setting.flag(), setting));
        return flags;
    }
}
