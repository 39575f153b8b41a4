package dev.releasegate.evidence;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Where what was measured comes from, as JSON. */
final class OriginJson {
    private OriginJson() {}

    static void put(ObjectNode node, Origin origin) {
        node.put("project", origin.project());
        ObjectNode source = node.putObject("source");
        if (origin.source() instanceof GitState.Known git) {
            source.put("commit", git.commit()).put("tree", git.tree()).put("dirty", git.dirty());
            git.origin().ifPresent(url -> source.put("origin", url));
        } else if (origin.source() instanceof GitState.NotKnown notKnown) {
            source.put("notKnown", notKnown.why());
        }
        node.put("madeHere", origin.madeHere());
        origin.artifact()
                .ifPresent(artifact ->
                        node.putObject("artifact").put("name", artifact.name()).put("sha256", artifact.sha256()));
        ObjectNode environment = node.putObject("environment");
        origin.environment().forEach(environment::put);
    }

    static Origin read(StrictJson node) {
        StrictJson environment = node.object("environment");
        return new Origin(
                node.text("project"),
                source(node.object("source")),
                node.flag("madeHere"),
                node.objectIfThere("artifact")
                        .map(artifact -> new Artifact(artifact.text("name"), artifact.text("sha256"))),
                environment.map(environment::text));
    }

    private static GitState source(StrictJson node) {
        return node.textIfThere("notKnown")
                .<GitState>map(GitState.NotKnown::new)
                .orElseGet(() -> new GitState.Known(
                        node.text("commit"), node.text("tree"), node.flag("dirty"), node.textIfThere("origin")));
    }
}
