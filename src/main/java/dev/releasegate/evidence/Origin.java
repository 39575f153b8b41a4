package dev.releasegate.evidence;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was measured comes from here.
 *
 * @param project groupId:artifactId:version, or empty text where there is no project
 * @param source the commit and the tree of the work tree
 * @param madeHere whether what was measured was made from these sources; the Registry that comes with the plugin was not
 * @param artifact what the build made of it, if it made one
 * @param environment of the measurement: os, arch, jdk, cpus, maven, plugin
 */
public record Origin(
        String project,
        GitState source,
        boolean madeHere,
        Optional<Artifact> artifact,
        Map<String, String> environment) {
    /** Of something that was not measured. */
    public static final Origin NONE =
            new Origin("", new GitState.NotKnown("nothing was measured"), false, Optional.empty(), Map.of());

    public Origin {
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    }
}
