package dev.releasegate.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.function.Function;

/** A file with one JSON object in it: the same object is always the same bytes, on every machine and JDK. */
final class JsonFile {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    /** More than any evidence has; whoever put more there wants to fill the memory of the reader. */
    private static final long MOST_BYTES = 16 << 20;

    private JsonFile() {}

    /** An object without members, to be filled. */
    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** What stands in the file of this object. */
    static byte[] bytes(ObjectNode root) {
        DefaultIndenter unix = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(unix).withArrayIndenter(unix);
        try {
            return (JSON.writer(printer).writeValueAsString(root) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree in memory could not be written", e);
        }
    }

    /**
     * Reads the object of a file.
     *
     * @param kind what it should be, for people, such as {@code session record}
     * @param read makes something of the object
     * @throws IOException if the file cannot be read, is not JSON, or is something else; the message says which
     */
    static <T> T read(Path file, String kind, Function<StrictJson, T> read) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(
                    file.getFileName() + " is no " + kind + ": it has more than " + MOST_BYTES + " bytes");
        }
        try {
            return read.apply(StrictJson.read(Files.readString(file)));
        } catch (CharacterCodingException e) {
            throw new IOException(file.getFileName() + " is not UTF-8", e);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IOException(file.getFileName() + " is no " + kind + ": " + e.getMessage(), e);
        }
    }
}
