package dev.releasegate.registry;

/**
 * The text of a setting, and where it was found.
 *
 * @param source as an error message names it: {@code --port}, {@code RELEASE_GATE_REGISTRY_PORT} or
 *     {@code registry.properties: port}
 */
record Given(String source, String text) {
    /** @throws IllegalArgumentException if the text is blank */
    Given {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a blank text is not given");
        }
    }

    /** @throws UsageException if the text is blank */
    static Given of(String source, String text) throws UsageException {
        if (text.isBlank()) {
            throw new UsageException(source + " is empty: give it a value or leave it out");
        }
        return new Given(source, text.strip());
    }
}
