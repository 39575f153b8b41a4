package dev.releasegate.registry;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code --help} prints. */
final class SettingsHelp {
    static final String FLAG = "--help";

    private SettingsHelp() {}

    static boolean isWanted(List<String> arguments) {
        return arguments.contains(FLAG);
    }

    static String text() {
        return """
                The bundled Registry of Release Gate. Each setting is a flag, an environment variable and a property of the file
                that --config names. A flag wins over a variable, a variable over the file, the file over the default.

                """
                + Stream.concat(
                                Stream.of(SettingSources.CONFIG, SettingSources.IGNORE_ENVIRONMENT),
                                RegistrySettings.ALL.stream())
                        .map(SettingsHelp::paragraph)
                        .collect(Collectors.joining("\n"));
    }

    private static String paragraph(Setting<?> setting) {
        String head = setting.isSwitch() ? setting.flag() : setting.flag() + " " + setting.takes();
        boolean flagOnly = setting.equals(SettingSources.IGNORE_ENVIRONMENT);
        return head + (flagOnly ? "" : "   " + setting.variable()) + "\n    " + setting.help() + " "
                + setting.byDefault()
                        .map(value -> value.isEmpty() ? "Default: none." : "Default: " + value + ".")
                        .orElse("Must be given.")
                + "\n";
    }
}
