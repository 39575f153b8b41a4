package dev.releasegate.registry;

import java.util.Locale;
import java.util.Optional;

/**
 * One thing that the program can be told: the setting {@code api-key-env} is the flag {@code --api-key-env}, the environment
 * variable {@code RELEASE_GATE_REGISTRY_API_KEY_ENV} and the property {@code api-key-env} of the file.
 *
 * @param takes what stands for the value in the help, e.g. {@code DIRECTORY}; empty for a switch, whose flag may stand alone
 * @param byDefault the value where none is given; without one it must be given. The empty text means that there is none
 * @param help one sentence
 */
record Setting<T>(String name, String takes, Optional<String> byDefault, Parser<T> parser, String help) {
    /** What the environment variables of all settings begin with. */
    static final String VARIABLES = "RELEASE_GATE_REGISTRY_";

    /** Makes a value of its text. */
    @FunctionalInterface
    interface Parser<T> {
        /**
         * The value that the text stands for.
         *
         * @param text never blank, unless that is the default
         * @throws UsageException with the end of a sentence that begins with the setting: {@code must be …, but is …}
         */
        T parse(String text) throws UsageException;
    }

    /** A setting that may be left out. */
    static <T> Setting<T> of(String name, String takes, String byDefault, Parser<T> parser, String help) {
        return new Setting<>(name, takes, Optional.of(byDefault), parser, help);
    }

    /** A setting that must be given. */
    static <T> Setting<T> required(String name, String takes, Parser<T> parser, String help) {
        return new Setting<>(name, takes, Optional.empty(), parser, help);
    }

    /** A switch, which is off by default. */
    static Setting<Boolean> toggle(String name, String help) {
        return of(name, "", "false", SettingText::yesOrNo, help);
    }

    String flag() {
        return "--" + name;
    }

    String variable() {
        return VARIABLES + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    boolean isSwitch() {
        return takes.isEmpty();
    }

    /**
     * The value that was given, or the default.
     *
     * @throws UsageException if it cannot be; names where it was given
     */
    T value(Optional<Given> given) throws UsageException {
        if (given.isPresent()) {
            try {
                return parser.parse(given.get().text());
            } catch (UsageException e) {
                throw new UsageException(given.get().source() + " " + e.getMessage());
            }
        }
        return parser.parse(byDefault.orElseThrow(() ->
                new UsageException(name + " is missing: give " + flag() + " " + takes + ", the environment variable "
                        + variable() + ", or the property " + name + " in the file that --config names")));
    }
}
