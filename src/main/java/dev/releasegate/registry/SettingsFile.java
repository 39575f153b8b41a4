package dev.releasegate.registry;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;

/** A file of settings, as {@link Properties} reads it, in UTF-8. */
final class SettingsFile {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private SettingsFile() {}

    /**
     * What the file says, by the names of the settings.
     *
     * @param file its path, and who named it
     * @throws UsageException if it cannot be read, or a property in it is unknown, given twice, or empty
     */
    static Map<String, Given> read(Given file) throws UsageException {
        List<String> names = RegistrySettings.ALL.stream().map(Setting::name).toList();
        Map<String, Given> given = new HashMap<>();
        for (Map.Entry<Object, Object> property : properties(file).entrySet()) {
            String name = property.getKey().toString();
            if (name.equals(SettingSources.CONFIG.name())) {
                throw new UsageException(file.text() + ": config cannot stand in a file, only outside name one");
            }
            if (!names.contains(name)) {
                throw new UsageException(
                        file.text() + ": unknown property " + name + Nearest.hint(name, new TreeSet<>(names)));
            }
            given.put(
                    name,
                    Given.of(file.text() + ": " + name, property.getValue().toString()));
        }
        return given;
    }

    private static Properties properties(Given file) throws UsageException {
        OnceEach properties = new OnceEach();
        try {
            String text = Files.readString(Path.of(file.text()), StandardCharsets.UTF_8);
            properties.load(new StringReader(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text));
        } catch (CharacterCodingException e) {
            throw new UsageException(file.text() + ": the file is not UTF-8");
        } catch (IOException e) {
            throw new UsageException(file.source() + " names a file that cannot be read: " + e);
        } catch (IllegalArgumentException e) {
            throw new UsageException(file.text() + ": " + e.getMessage());
        }
        if (properties.twice.isPresent()) {
            throw new UsageException(file.text() + ": " + properties.twice.get() + " is given twice");
        }
        return properties;
    }

    /** Remembers what {@link Properties} would silently forget: that a later line has overruled an earlier one. */
    private static final class OnceEach extends Properties {
        private static final long serialVersionUID = 1L;

        private transient Optional<Object> twice = Optional.empty();

        @Override
        public synchronized Object put(Object name, Object value) {
            if (containsKey(name)) {
                twice = Optional.of(name);
            }
            return super.put(name, value);
        }
    }
}
