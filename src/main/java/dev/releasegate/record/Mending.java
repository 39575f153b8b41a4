package dev.releasegate.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes one line of a foreign log towards a perf record, as far as that takes no guess. */
final class Mending {
    private static final Map<String, String> SYNONYMS = Map.of(
            "timeout", "read_timeout",
            "timeout_read", "read_timeout",
            "timeout_connect", "connect_timeout",
            "dns", "dns_failure",
            "tls", "tls_failure",
            "ECONNREFUSED", "connection_refused",
            "ECONNRESET", "connection_reset",
            "ENOTFOUND", "dns_failure",
            "ETIMEDOUT", "connect_timeout");

    private Mending() {}

    /** Changes what can be changed without a guess; returns why the outcome is in doubt, if it is. */
    static Optional<String> mend(ObjectNode entry) {
        mendTime(entry);
        JsonNode id = entry.path("requestId");
        if (!id.isTextual() || RequestId.of(id.textValue()).isEmpty()) {
            moveAside(entry, "requestId");
        }
        JsonNode ok = entry.path("ok");
        if (!ok.isBoolean()) {
            moveAside(entry, "ok");
            return Optional.of("\"ok\" is neither true nor false, but " + (ok.isMissingNode() ? "missing" : ok));
        }
        return ok.booleanValue() ? mendSuccess(entry) : mendFailure(entry);
    }

    private static Optional<String> mendSuccess(ObjectNode entry) {
        if (entry.path("errorReason").isMissingNode()
                || entry.path("errorReason").isNull()) {
            return Optional.empty();
        }
        moveAside(entry, "ok");
        moveAside(entry, "errorReason");
        return Optional.of("\"ok\" is true, but there is an \"errorReason\"");
    }

    private static Optional<String> mendFailure(ObjectNode entry) {
        JsonNode found = List.of("errorReason", "err", "error").stream()
                .map(entry::path)
                .filter(JsonNode::isTextual)
                .findFirst()
                .orElse(TextNode.valueOf(""));
        String word = SYNONYMS.getOrDefault(found.textValue(), found.textValue());
        if (ErrorReason.of(word).isPresent()) {
            if (!entry.path("errorReason").asText().equals(word)) {
                moveAside(entry, "errorReason");
                entry.put("errorReason", word);
            }
            return Optional.empty();
        }
        moveAside(entry, "ok");
        moveAside(entry, "errorReason");
        return Optional.of("\"ok\" is false, but \"" + found.textValue() + "\" is no known error reason");
    }

    private static void mendTime(ObjectNode entry) {
        JsonNode ts = entry.path("ts");
        if (ts.isTextual() && !ts.textValue().endsWith("Z")) {
            try {
                Instant instant = OffsetDateTime.parse(ts.textValue()).toInstant();
                entry.put("ts", instant.toString());
            } catch (DateTimeParseException e) {
                return; // left as it is, and rejected for it
            }
        }
    }

    private static void moveAside(ObjectNode entry, String name) {
        JsonNode found = entry.remove(name);
        if (found != null) {
            entry.set(name + "AsFound", found);
        }
    }
}
