package dev.releasegate.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The fields of a JSON object. Whatever is missing or of another type is told by its name. */
final class JsonFields {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    private static final long MOST_BYTES = 16 << 20;

    private final JsonNode node;

    private JsonFields(JsonNode node) {
        this.node = node;
    }

    /** An object without fields, to be filled. */
    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** The same object as text: the same bytes on every machine. */
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
     * Reads a file that has one object in it.
     *
     * @param kind what it should be, for people, such as {@code a session record}
     * @param read makes something of the object
     * @throws IOException if the file cannot be read, is not JSON, or is something else; the message says which
     */
    static <T> T read(Path file, String kind, Function<JsonFields, T> read) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(
                    file.getFileName() + " is not " + kind + ": it has more than " + MOST_BYTES + " bytes");
        }
        try {
            return read.apply(new JsonFields(JSON.readTree(Files.readAllBytes(file))));
        } catch (JsonProcessingException e) {
            throw new IOException(file.getFileName() + " is not JSON: " + e.getOriginalMessage(), e);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IOException(file.getFileName() + " is not " + kind + ": " + e.getMessage(), e);
        }
    }

    /** The object of that name. */
    JsonFields fields(String name) {
        JsonNode value = node.path(name);
        if (!value.isObject()) {
            throw new IllegalArgumentException("\"" + name + "\" must be an object");
        }
        return new JsonFields(value);
    }

    /** The object of that name, or empty if there is none. */
    Optional<JsonFields> fieldsIfThere(String name) {
        return node.has(name) ? Optional.of(fields(name)) : Optional.empty();
    }

    /** The objects in the array of that name. */
    List<JsonFields> list(String name) {
        List<JsonFields> list = new ArrayList<>();
        for (JsonNode element : array(name)) {
            list.add(new JsonFields(element));
        }
        return list;
    }

    /** The strings in the array of that name. */
    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : array(name)) {
            if (!element.isTextual()) {
                throw new IllegalArgumentException("\"" + name + "\" must be an array of strings");
            }
            texts.add(element.textValue());
        }
        return texts;
    }

    /** Every field of this object, made something of. */
    <T> Map<String, T> map(Function<String, T> value) {
        Map<String, T> map = new TreeMap<>();
        node.fieldNames().forEachRemaining(name -> map.put(name, value.apply(name)));
        return map;
    }

    boolean has(String name) {
        return node.has(name);
    }

    String text(String name) {
        JsonNode value = node.path(name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("\"" + name + "\" must be a string");
        }
        return value.textValue();
    }

    /** The string of that name, or empty if there is none. */
    Optional<String> textIfThere(String name) {
        return node.has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    boolean truth(String name) {
        JsonNode value = node.path(name);
        if (!value.isBoolean()) {
            throw new IllegalArgumentException("\"" + name + "\" must be true or false");
        }
        return value.booleanValue();
    }

    long whole(String name) {
        JsonNode value = node.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new IllegalArgumentException("\"" + name + "\" must be a whole number");
        }
        return value.longValue();
    }

    int count(String name) {
        long value = whole(name);
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("\"" + name + "\" must be from 0 to " + Integer.MAX_VALUE);
        }
        return (int) value;
    }

    double number(String name) {
        JsonNode value = node.path(name);
        if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
            throw new IllegalArgumentException("\"" + name + "\" must be a finite number");
        }
        return value.doubleValue();
    }

    private JsonNode array(String name) {
        JsonNode value = node.path(name);
        if (!value.isArray()) {
            throw new IllegalArgumentException("\"" + name + "\" must be an array");
        }
        return value;
    }
}
