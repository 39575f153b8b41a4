package dev.releasegate.evidence;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is there at the moment of a judgement, beside the evidence itself. The evidence must fit it.
 *
 * @param project groupId:artifactId:version, or empty text
 * @param source the commit and the tree of the work tree
 * @param artifact of the build
 * @param termsSha256 digest of the terms as they are configured now
 */
public record Observed(String project, GitState source, Optional<Artifact> artifact, String termsSha256) {
    /** The same by name, for a record that others can read. */
    public Map<String, String> words() {
        Map<String, String> words = new TreeMap<>(Map.of("project", project, "termsSha256", termsSha256));
        if (source instanceof GitState.Known git) {
            words.put("commit", git.commit());
            words.put("tree", git.tree());
            words.put("dirty", Boolean.toString(git.dirty()));
            git.origin().ifPresent(url -> words.put("origin", url));
        } else if (source instanceof GitState.NotKnown notKnown) {
            words.put("sourceNotKnown", notKnown.why());
        }
        artifact.ifPresent(file -> words.putAll(Map.of("artifact", file.name(), "artifactSha256", file.sha256())));
        return words;
    }

    /**
     * What {@link #words()} gave.
     *
     * @throws IllegalArgumentException if something is missing
     */
    public static Observed of(Map<String, String> words) {
        GitState source = words.containsKey("sourceNotKnown")
                ? new GitState.NotKnown(word(words, "sourceNotKnown"))
                : new GitState.Known(
                        word(words, "commit"),
                        word(words, "tree"),
                        Boolean.parseBoolean(word(words, "dirty")),
                        Optional.ofNullable(words.get("origin")));
        Optional<Artifact> artifact = words.containsKey("artifact")
                ? Optional.of(new Artifact(word(words, "artifact"), word(words, "artifactSha256")))
                : Optional.empty();
        return new Observed(word(words, "project"), source, artifact, word(words, "termsSha256"));
    }

    private static String word(Map<String, String> words, String name) {
        return Optional.ofNullable(words.get(name))
                .orElseThrow(() -> new IllegalArgumentException("\"" + name + "\" is missing in \"observed\""));
    }
}
