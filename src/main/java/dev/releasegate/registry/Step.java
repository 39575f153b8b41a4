package dev.releasegate.registry;

import java.util.Locale;

/** What a request asks for; also the word under which it is counted. */
enum Step {
    HEALTH(false),
    OPENAPI(false),
    METRICS(false),
    REGISTRY_GET(true),
    REGISTRY_PUT(true),
    RESOLVE(true),
    QUERY(true),
    /** What may be asked of a path, and by which pages. */
    OPTIONS(false),
    /** No such path, or a path with a method it does not have. */
    UNMATCHED(false);

    private final boolean needsKey;

    Step(boolean needsKey) {
        this.needsKey = needsKey;
    }

    boolean needsKey() {
        return needsKey;
    }

    /** The word in counts and logs, e.g. {@code registry_get}. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
