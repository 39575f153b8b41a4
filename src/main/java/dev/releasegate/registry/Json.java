package dev.releasegate.registry;

import java.util.List;
import java.util.SortedMap;

/** One JSON value, already known to be well formed; member names are unique and sorted by UTF-16 code unit. */
sealed interface Json {
    /** An object; its members are sorted, so that two objects of the same members are equal. */
    record Members(SortedMap<String, Json> members) implements Json {}

    /** An array, in the order it was written. */
    record Elements(List<Json> elements) implements Json {}

    /** A string without unpaired surrogates. */
    record Text(String value) implements Json {}

    /** A number a double keeps; see {@link CanonicalNumber}. */
    record Num(double value) implements Json {}

    /** {@code true}, {@code false} or {@code null}, as written. */
    enum Literal implements Json {
        TRUE,
        FALSE,
        NULL
    }
}
