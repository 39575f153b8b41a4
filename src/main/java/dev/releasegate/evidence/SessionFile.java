package dev.releasegate.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasegate.record.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** Keeps a session in a file, {@code session.json}. */
public final class SessionFile {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private SessionFile() {}

    /** Writes the session as it is now. @throws IOException if it cannot be written; an older file is kept then */
    public static void write(Path file, Session session) throws IOException {
        ObjectNode root = JSON.createObjectNode()
                .put("schemaVersion", 1)
                .put("sessionId", session.id())
                .put("tool", session.tool())
                .put("startedAt", session.startedAt().toString());
        ObjectNode plan = root.putObject("plan");
        session.plan().forEach(plan::put);
        putState(root, session.state());
        String text =
                JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root).replace("\r\n", "\n");
        WholeFile.write(file, (text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads a session back.
     *
     * @throws IOException if the file is missing, cannot be read, or is not a session; the message says which
     */
    public static Session read(Path file) throws IOException {
        try {
            JsonNode root = JSON.readTree(Files.readAllBytes(file));
            if (number(root, "schemaVersion") != 1) {
                throw new IllegalArgumentException("\"schemaVersion\" must be 1");
            }
            return new Session(
                    text(root, "sessionId"),
                    text(root, "tool"),
                    Instant.parse(text(root, "startedAt")),
                    plan(object(root, "plan")),
                    state(root));
        } catch (JsonProcessingException e) {
            throw new IOException(file.getFileName() + " is not JSON: " + e.getOriginalMessage(), e);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IOException(file.getFileName() + " is not a session record: " + e.getMessage(), e);
        }
    }

    private static void putState(ObjectNode root, Session.State state) {
        if (state instanceof Session.Open) {
            root.put("state", "OPEN");
        } else if (state instanceof Session.Closed closed) {
            putClosed(root, closed);
        } else if (state instanceof Session.ServiceDied died) {
            root.put("state", "SERVICE_DIED").put("records", died.records()).put("reason", died.reason());
            putOutput(root, died.lastOutput());
        } else if (state instanceof Session.NotMeasured failed) {
            root.put("state", "NOT_MEASURED").put("reason", failed.reason());
            putOutput(root, failed.lastOutput());
        } else if (state instanceof Session.Skipped skipped) {
            root.put("state", "SKIPPED").put("reason", skipped.reason());
        }
    }

    private static void putClosed(ObjectNode root, Session.Closed closed) {
        root.put("state", "CLOSED").put("records", closed.records());
        root.putObject("warmUp")
                .put("rounds", closed.warmUp().rounds())
                .put("steady", closed.warmUp().steady());
        ObjectNode machine = root.putObject("machine");
        closed.machine().forEach(machine::put);
        root.put("readinessRequests", closed.readinessRequests())
                .put("endedAt", closed.endedAt().toString());
    }

    private static Session.State state(JsonNode root) {
        return switch (text(root, "state")) {
            case "OPEN" -> new Session.Open();
            case "CLOSED" ->
                new Session.Closed(
                        number(root, "records"),
                        warmUp(object(root, "warmUp")),
                        machine(object(root, "machine")),
                        number(root, "readinessRequests"),
                        Instant.parse(text(root, "endedAt")));
            case "SERVICE_DIED" -> new Session.ServiceDied(number(root, "records"), text(root, "reason"), output(root));
            case "NOT_MEASURED" -> new Session.NotMeasured(text(root, "reason"), output(root));
            case "SKIPPED" -> new Session.Skipped(text(root, "reason"));
            default -> throw new IllegalArgumentException("unknown state " + root.path("state"));
        };
    }

    private static Session.WarmUp warmUp(JsonNode node) {
        if (!node.path("steady").isBoolean()) {
            throw new IllegalArgumentException("\"steady\" must be true or false");
        }
        return new Session.WarmUp(number(node, "rounds"), node.path("steady").booleanValue());
    }

    private static Map<String, String> plan(JsonNode node) {
        Map<String, String> plan = new TreeMap<>();
        node.fieldNames().forEachRemaining(name -> plan.put(name, text(node, name)));
        return plan;
    }

    private static Map<String, Double> machine(JsonNode node) {
        Map<String, Double> machine = new TreeMap<>();
        node.fieldNames()
                .forEachRemaining(name -> machine.put(name, node.path(name).doubleValue()));
        return machine;
    }

    private static JsonNode object(JsonNode root, String name) {
        JsonNode value = root.path(name);
        if (!value.isObject()) {
            throw new IllegalArgumentException("\"" + name + "\" must be an object");
        }
        return value;
    }

    private static void putOutput(ObjectNode root, List<String> lines) {
        ArrayNode array = root.putArray("lastOutput");
        lines.forEach(array::add);
    }

    private static List<String> output(JsonNode root) {
        return StreamSupport.stream(root.path("lastOutput").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static String text(JsonNode root, String name) {
        JsonNode value = root.path(name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("\"" + name + "\" must be a string");
        }
        return value.textValue();
    }

    private static long number(JsonNode root, String name) {
        JsonNode value = root.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new IllegalArgumentException("\"" + name + "\" must be a whole number");
        }
        return value.longValue();
    }
}
