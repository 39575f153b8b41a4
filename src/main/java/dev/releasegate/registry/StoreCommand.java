package dev.releasegate.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the program does to a store instead of serving it:
 *
 * <pre>
 * backup --data DIRECTORY --file FILE
 * restore --data DIRECTORY --file FILE [--replace]
 * </pre>
 *
 * @param data the data directory
 * @param file the backup
 */
record StoreCommand(String name, Path data, Path file, boolean replace) {
    static final String BACKUP = "backup";
    static final String RESTORE = "restore";

    private static final String DATA = "--data";
    private static final String FILE = "--file";
    private static final String REPLACE = "--replace";

    /** Whether this is what is asked for. */
    static boolean isWanted(List<String> arguments) {
        return !arguments.isEmpty() && Set.of(BACKUP, RESTORE).contains(arguments.get(0));
    }

    /**
     * The command line of one.
     *
     * @return the arguments after the name of the program
     */
    List<String> arguments() {
        return replace
                ? List.of(name, DATA, data.toString(), FILE, file.toString(), REPLACE)
                : List.of(name, DATA, data.toString(), FILE, file.toString());
    }

    /** @throws UsageException if a flag is unknown, given twice, missing, or without its value */
    static StoreCommand parse(List<String> arguments) throws UsageException {
        String name = arguments.get(0);
        Set<String> known = new TreeSet<>(name.equals(RESTORE) ? Set.of(DATA, FILE, REPLACE) : Set.of(DATA, FILE));
        Map<String, String> given = new HashMap<>();
        for (int i = 1; i < arguments.size(); i++) {
            String flag = arguments.get(i);
            if (!known.contains(flag)) {
                throw new UsageException(name + ": unknown flag " + flag + Nearest.hint(flag, known));
            }
            String value = flag.equals(REPLACE) ? "true" : value(flag, arguments, ++i);
            if (given.put(flag, value) != null) {
                throw new UsageException(name + ": " + flag + " is given twice");
            }
        }
        return new StoreCommand(
                name,
                path(DATA, "DIRECTORY", name, given),
                path(FILE, "FILE", name, given),
                given.containsKey(REPLACE));
    }

    private static String value(String flag, List<String> arguments, int index) throws UsageException {
        if (index >= arguments.size() || arguments.get(index).isBlank()) {
            throw new UsageException(flag + " needs a value after it");
        }
        return arguments.get(index);
    }

    private static Path path(String flag, String takes, String name, Map<String, String> given) throws UsageException {
        String text = given.get(flag);
        if (text == null) {
            throw new UsageException(name + ": the flag " + flag + " " + takes + " is missing");
        }
        return SettingText.path(text);
    }

    /** Does it, and says so in one line of JSON. */
    String run() throws IOException, StoreException {
        if (name.equals(BACKUP)) {
            long manifests = new Backup(data, file).take();
            return "{\"backup\":{\"file\":" + CanonicalJson.quote(file.toString()) + ",\"manifests\":" + manifests
                    + "}}";
        }
        Restore.Restored restored = new Restore(file, data, replace).put(Clock.systemUTC());
        String kept = restored.kept()
                .map(path -> ",\"before\":" + CanonicalJson.quote(path.toString()))
                .orElse("");
        return "{\"restored\":{\"data\":" + CanonicalJson.quote(data.toString()) + ",\"manifests\":"
                + restored.manifests() + kept + "}}";
    }
}
