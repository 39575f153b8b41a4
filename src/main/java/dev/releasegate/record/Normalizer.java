package dev.releasegate.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
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
        Path draft = to.resolveSibling(to.getFileName() + "." + UUID.randomUUID() + ".tmp");
        draft.toFile().deleteOnExit(); // for a run that is ended early
        Normalizer normalizer = new Normalizer(remarks);
        try {
            try (InputStream in = Files.newInputStream(from);
                    OutputStream out = new BufferedOutputStream(
                            Files.newOutputStream(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
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
            Optional<String> doubt = Mending.mend(entry);
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
        Optional<String> fault = line.fault();
        if (fault.isPresent()) {
            throw new NotAPerfRecordException(fault.get());
        }
        try {
            if (JSON.readTree(line.buffer(), 0, line.length()) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw NotAPerfRecordException.notJson(e);
        } catch (IOException e) {
            throw new NotAPerfRecordException("not JSON: " + e.getMessage());
        }
        throw new NotAPerfRecordException("the line must be a JSON object");
    }
}
