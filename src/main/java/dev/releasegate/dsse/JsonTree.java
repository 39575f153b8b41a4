package dev.releasegate.dsse;

import java.util.List;
import java.util.Optional;

/** A JSON value that somebody else has read, as strictly as he must; an envelope looks at no more of it than this. */
public interface JsonTree {
    boolean isObject();

    /** The member of that name; empty if there is none, or this is no object. */
    Optional<JsonTree> member(String name);

    /** Empty if this is no array. */
    Optional<List<JsonTree>> elements();

    /** Empty if this is no string. */
    Optional<String> text();
}
