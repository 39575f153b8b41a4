package dev.releasegate.evidence;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasegate.record.StableJson;
import dev.releasegate.record.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Keeps a session in a file, {@code session.json}. */
public final class SessionFile {
    private static final int SCHEMA_VERSION = 2;

    private SessionFile() {}

    /** Writes the session as it is now. @throws IOException if it cannot be written; an older file is kept then */
    public static void write(Path file, Session session) throws IOException {
        WholeFile.write(file, bytes(session));
    }

    /** What stands in the file. */
    public static byte[] bytes(Session session) {
        ObjectNode root = StableJson.object()
                .put("schemaVersion", SCHEMA_VERSION)
                .put("sessionId", session.id())
                .put("tool", session.tool())
                .put("startedAt", session.startedAt().toString());
        OriginJson.put(root.putObject("origin"), session.origin());
        session.settled().ifPresent(settled -> put(root.putObject("sealed"), settled));
        put(root, session.state());
        return StableJson.bytes(root);
    }

    /**
     * Reads a session back.
     *
     * @throws IOException if the file is missing, cannot be read, or is not a session; the message says which
     */
    public static Session read(Path file) throws IOException {
        return JsonFile.read(file, "session record", root -> {
            if (root.whole("schemaVersion") != SCHEMA_VERSION) {
                throw new IllegalArgumentException("\"schemaVersion\" must be " + SCHEMA_VERSION);
            }
            return new Session(
                    root.text("sessionId"),
                    root.text("tool"),
                    Instant.parse(root.text("startedAt")),
                    OriginJson.read(root.object("origin")),
                    root.objectIfThere("sealed").map(SessionFile::settled),
                    state(root));
        });
    }

    private static void put(ObjectNode node, Session.Settled settled) {
        ObjectNode plan = node.putObject("plan");
        settled.plan().forEach(plan::put);
        ArrayNode steps = node.putArray("steps");
        settled.steps().forEach(steps::add);
        node.put("termsSha256", settled.termsSha256()).put("nonceSha256", settled.nonceSha256());
    }

    private static Session.Settled settled(StrictJson node) {
        StrictJson plan = node.object("plan");
        return new Session.Settled(
                plan.map(plan::text), node.texts("steps"), node.text("termsSha256"), node.text("nonceSha256"));
    }

    private static void put(ObjectNode root, Session.State state) {
        if (state instanceof Session.Open) {
            root.put("state", "OPEN");
        } else if (state instanceof Session.Closed closed) {
            put(root.put("state", "CLOSED"), closed);
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

    private static void put(ObjectNode root, Session.Closed closed) {
        root.putObject("log")
                .put("records", closed.log().records())
                .put("sha256", closed.log().sha256());
        root.putObject("warmUp")
                .put("rounds", closed.warmUp().rounds())
                .put("steady", closed.warmUp().steady());
        Session.Clock clock = closed.clock();
        root.putObject("clock")
                .put("beganAt", clock.beganAt().toString())
                .put("scheduleBeganMs", clock.scheduleBeganMs())
                .put("endedMs", clock.endedMs())
                .put("driftMs", clock.driftMs());
        ObjectNode rounds = root.putObject("rounds");
        closed.rounds()
                .forEach((step, round) ->
                        rounds.putObject(step).put("taken", round.taken()).put("nothingToAsk", round.nothingToAsk()));
        ServiceJson.put(root.putObject("service"), closed.service());
        ObjectNode machine = root.putObject("machine");
        closed.machine().forEach(machine::put);
        root.put("readinessRequests", closed.readinessRequests());
    }

    private static Session.State state(StrictJson root) {
        return switch (root.text("state")) {
            case "OPEN" -> new Session.Open();
            case "CLOSED" -> closed(root);
            case "SERVICE_DIED" ->
                new Session.ServiceDied(root.whole("records"), root.text("reason"), root.texts("lastOutput"));
            case "NOT_MEASURED" -> new Session.NotMeasured(root.text("reason"), root.texts("lastOutput"));
            case "SKIPPED" -> new Session.Skipped(root.text("reason"));
            default -> throw new IllegalArgumentException("unknown state \"" + root.text("state") + "\"");
        };
    }

    private static Session.Closed closed(StrictJson root) {
        StrictJson log = root.object("log");
        StrictJson warmUp = root.object("warmUp");
        StrictJson clock = root.object("clock");
        StrictJson rounds = root.object("rounds");
        StrictJson machine = root.object("machine");
        return new Session.Closed(
                new Session.Log(log.whole("records"), log.text("sha256")),
                new Session.WarmUp(warmUp.whole("rounds"), warmUp.flag("steady")),
                new Session.Clock(
                        Instant.parse(clock.text("beganAt")),
                        clock.number("scheduleBeganMs"),
                        clock.number("endedMs"),
                        clock.number("driftMs")),
                rounds.map(step -> rounds(rounds.object(step))),
                ServiceJson.read(root.object("service")),
                machine.map(machine::number),
                root.whole("readinessRequests"));
    }

    private static Session.Rounds rounds(StrictJson node) {
        return new Session.Rounds(node.count("taken"), node.count("nothingToAsk"));
    }

    private static void putOutput(ObjectNode root, List<String> lines) {
        ArrayNode array = root.putArray("lastOutput");
        lines.forEach(array::add);
    }
}
