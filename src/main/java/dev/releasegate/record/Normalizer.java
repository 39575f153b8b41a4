package dev.releasegate.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Turns lines of another form into perf records where that takes no guess. It converts times to UTC and known synonyms of
 * error reasons; how a request ended it never makes up: what is not plainly a success or a failure becomes unknown, and a
 * line that is no record at all is rejected. What it changes is kept under {@code okAsFound} and
 * {@code errorReasonAsFound}.
 */
public final class Normalizer {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES) // which makes 3E+2 of 300.0
            .build();

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

    private final PerfRecordParser parser = new PerfRecordParser();
    private final Consumer<Remark> remarks;
    private long written;
    private long unknown;
    private long rejected;

    private Normalizer(Consumer<Remark> remarks) {
        this.remarks = remarks;
    }

    /**
     * A line that is not what it was.
     *
     * @param line its number in the log that was read, counted from 1
     * @param words what became of it and why
     */
    public record Remark(long line, String words) {}

    /**
     * What became of the lines.
     *
     * @param written lines of the new log, the unknown ones among them
     * @param unknown lines whose outcome could not be told
     * @param rejected lines that are in the new log no more
     */
    public record Tally(long written, long unknown, long rejected) {}

    /**
     * Writes the records of one log to another one, which is there whole at the end or not at all.
     *
     * @param remarks is told of every line that was rejected or marked unknown
     * @throws IOException if the log cannot be read or the other one not be written
     */
    public static Tally normalize(Path from, Path to, Consumer<Remark> remarks) throws IOException {
        Path draft = to.resolveSibling(to.getFileName() + ".tmp");
        Normalizer normalizer = new Normalizer(remarks);
        try {
            try (InputStream in = Files.newInputStream(from);
                    OutputStream out = new BufferedOutputStream(Files.newOutputStream(draft))) {
                normalizer.copy(new RawLines(in), out);
            }
            Files.move(draft, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
        return new Tally(normalizer.written, normalizer.unknown, normalizer.rejected);
    }

    private void copy(RawLines lines, OutputStream out) throws IOException {
        for (RawLine line = lines.next(); !line.isEnd(); line = lines.next()) {
            if (!line.isBlank()) {
                Optional<byte[]> entry = normalized(line);
                if (entry.isPresent()) {
                    out.write(entry.get());
                    out.write('\n');
                    written++;
                }
            }
        }
    }

    private Optional<byte[]> normalized(RawLine line) throws IOException {
        try {
            ObjectNode entry = object(line);
            Optional<String> doubt = mend(entry);
            byte[] bytes = JSON.writeValueAsBytes(entry);
            parser.parse(new RawLine(line.number(), bytes, bytes.length, true, false));
            doubt.ifPresent(why -> {
                unknown++;
                remarks.accept(new Remark(line.number(), "marked unknown: " + why));
            });
            return Optional.of(bytes);
        } catch (NotAPerfRecordException e) {
            rejected++;
            remarks.accept(new Remark(line.number(), "rejected: " + e.getMessage()));
            return Optional.empty();
        }
    }

    private static ObjectNode object(RawLine line) throws NotAPerfRecordException {
        if (line.tooLong()) {
            throw new NotAPerfRecordException("the line is longer than " + RawLines.MAX_BYTES + " bytes");
        }
        try {
            if (JSON.readTree(line.buffer(), 0, line.length()) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new NotAPerfRecordException(
                    "not JSON: " + e.getOriginalMessage().lines().findFirst().orElse("unreadable"));
        } catch (IOException e) {
            throw new NotAPerfRecordException("not JSON: " + e.getMessage());
        }
        throw new NotAPerfRecordException("the line must be a JSON object");
    }

    /** Changes what can be changed without a guess; returns why the outcome is in doubt, if it is. */
    private static Optional<String> mend(ObjectNode entry) {
        mendTime(entry);
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
