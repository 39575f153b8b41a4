package dev.releasegate.registry;

import dev.releasegate.dsse.Sha256;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A manifest as it is kept.
 *
 * @param text its canonical form
 * @param digest SHA-256 of that form, 64 lower-case hexadecimal digits
 * @param capabilities what it says under {@code capabilities}: sorted, each once
 */
record Manifest(String text, String digest, List<String> capabilities) {
    /** Longest name of a capability, in UTF-16 units: together with a URN it fits into an index of PostgreSQL. */
    private static final int MAX_CAPABILITY = 256;

    /** Most of them, so that nobody keeps the one writer, or the heap, for himself. */
    private static final int MAX_CAPABILITIES = 10_000;

    Manifest {
        capabilities = List.copyOf(capabilities);
    }

    /**
     * Brings a manifest into its canonical form.
     *
     * @throws Refusal (400) if its capabilities are not an array of names
     */
    static Manifest of(Json.Members manifest) throws Refusal {
        String text = CanonicalJson.of(manifest);
        return new Manifest(
                text, Sha256.hex(text), capabilities(manifest.members().get("capabilities")));
    }

    private static List<String> capabilities(@Nullable Json value) throws Refusal {
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof Json.Elements array)) {
            throw notNames();
        }
        if (array.elements().size() > MAX_CAPABILITIES) {
            throw Refusal.badRequest("manifest.capabilities has more than " + MAX_CAPABILITIES + " names");
        }
        TreeSet<String> names = new TreeSet<>();
        for (Json element : array.elements()) {
            if (!(element instanceof Json.Text name) || !isName(name.value())) {
                throw notNames();
            }
            names.add(name.value());
        }
        return List.copyOf(names);
    }

    private static boolean isName(String text) {
        return !text.isBlank()
                && text.length() <= MAX_CAPABILITY
                && text.chars().noneMatch(Character::isISOControl);
    }

    private static Refusal notNames() {
        return Refusal.badRequest(
                "manifest.capabilities must be an array of strings, none of them blank or longer than " + MAX_CAPABILITY
                        + " characters");
    }
}
