package dev.releasegate.evidence;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.function.Function;

/** A file with one JSON object in it. */
final class JsonFile {
    /** More than any evidence has; whoever put more there wants to fill the memory of the reader. */
    private static final long MOST_BYTES = 16 << 20;

    private JsonFile() {}

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
