package dev.releasegate.evidence;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasegate.record.StableJson;
import java.util.List;

/** A statement as JSON. Names of our own have no "." and no "$" in them, as in-toto asks. */
final class StatementJson {
    private StatementJson() {}

    static ObjectNode of(Statement statement) {
        ObjectNode root = StableJson.object().put("_type", Statement.TYPE);
        putResources(root.putArray("subject"), statement.subjects());
        root.put("predicateType", Statement.PREDICATE_TYPE);
        root.set("predicate", predicate(statement));
        return root;
    }

    static ObjectNode predicate(Statement statement) {
        TestResult result = statement.result();
        ObjectNode predicate = StableJson.object().put("result", result.result().name());
        putResources(predicate.putArray("configuration"), statement.configuration());
        result.passed().forEach(predicate.putArray("passedTests")::add);
        result.warned().forEach(predicate.putArray("warnedTests")::add);
        result.failed().forEach(predicate.putArray("failedTests")::add);
        put(predicate.putObject("releaseGate"), statement.particulars());
        return predicate;
    }

    private static void put(ObjectNode node, Particulars particulars) {
        node.put("sessionId", particulars.sessionId());
        putResources(node.putArray("files"), particulars.files());
        node.putObject("identity")
                .put("required", particulars.identity().required())
                .put("proven", particulars.identity().proven());
        Particulars.Environment environment = particulars.environment();
        node.putObject("environment")
                .put("os", environment.os())
                .put("arch", environment.arch())
                .put("jdk", environment.jdk())
                .put("cpus", environment.cpus())
                .put("maven", environment.maven())
                .put("plugin", environment.plugin());
        particulars
                .source()
                .ifPresent(source -> node.put("dirty", source.dirty()).put("gitTree", source.gitTree()));
        particulars.clockDriftMs().ifPresent(drift -> node.put("clockDriftMs", drift));
    }

    private static void putResources(ArrayNode array, List<Resource> resources) {
        for (Resource resource : resources) {
            array.addObject()
                    .put("name", resource.name())
                    .putObject("digest")
                    .put(resource.algorithm(), resource.digest());
        }
    }
}
