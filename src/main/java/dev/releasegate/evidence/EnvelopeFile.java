package dev.releasegate.evidence;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasegate.dsse.Envelope;
import dev.releasegate.dsse.NotAnEnvelopeException;
import dev.releasegate.dsse.TrustedKeys;
import dev.releasegate.dsse.WhoSigned;
import dev.releasegate.record.WholeFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Keeps signed statements in a file, one envelope a line: {@code statement.intoto.jsonl}. */
public final class EnvelopeFile {
    private static final JsonMapper JSON = new JsonMapper();

    private static final long MOST_BYTES = 4 << 20;

    private EnvelopeFile() {}

    /** What the signatures in a file are worth. */
    public sealed interface Verification {}

    /**
     * A key that is trusted signed exactly this statement.
     *
     * @param by what the key is called
     * @param keyId SHA-256 of the key in DER
     */
    public record Signed(String by, String keyId) implements Verification {}

    /** The statement is signed, but by none of the keys that are trusted. */
    public record NotSignedByTrusted() implements Verification {}

    /**
     * The file proves nothing.
     *
     * @param why it cannot be read, holds something else than envelopes, or none of this statement
     */
    public record Broken(String why) implements Verification {}

    /** Writes the envelopes. @throws IOException if they cannot be written; an older file is kept then */
    public static void write(Path file, List<Envelope> envelopes) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (Envelope envelope : envelopes) {
            lines.append(JSON.writeValueAsString(json(envelope))).append('\n');
        }
        WholeFile.write(file, lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode json(Envelope envelope) {
        ObjectNode node = JSON.createObjectNode()
                .put("payloadType", envelope.payloadType())
                .put("payload", envelope.payloadBase64());
        ArrayNode signatures = node.putArray("signatures");
        for (Envelope.Signature signature : envelope.signatures()) {
            signatures.addObject().put("keyid", signature.keyId()).put("sig", signature.base64());
        }
        return node;
    }

    /**
     * Reads the envelopes, which nobody has verified.
     *
     * @throws IOException if the file is missing, cannot be read, or holds anything else; the message says where
     */
    public static List<Envelope> read(Path file) throws IOException {
        List<Envelope> envelopes = new ArrayList<>();
        int number = 0;
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(file.getFileName() + " has more than " + MOST_BYTES + " bytes");
        }
        try {
            for (String line : Files.readAllLines(file)) {
                number++;
                envelopes.add(Envelope.of(StrictJson.read(line)));
            }
        } catch (CharacterCodingException e) {
            throw new IOException(file.getFileName() + " is not UTF-8", e);
        } catch (NotAnEnvelopeException e) {
            throw new IOException(file.getFileName() + ":" + number + ": an envelope " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IOException(file.getFileName() + ":" + number + ": no envelope: " + e.getMessage(), e);
        }
        return envelopes;
    }

    /**
     * Looks whether one of the keys signed this statement. A signature of something else, be it by a trusted key, is none of
     * it, and what a signature says of its key decides nothing.
     *
     * @param trusted the keys that the caller believes; none of the bundle
     * @param statement byte for byte as it is read otherwise
     */
    public static Verification verify(Path file, TrustedKeys trusted, byte[] statement) {
        List<Envelope> envelopes;
        try {
            envelopes = read(file);
        } catch (IOException e) {
            return new Broken(e.getClass() == IOException.class ? String.valueOf(e.getMessage()) : e.toString());
        }
        List<Envelope> ofStatement = envelopes.stream()
                .filter(envelope -> envelope.payloadType().equals(Statement.PAYLOAD_TYPE)
                        && Arrays.equals(envelope.payload(), statement))
                .toList();
        if (ofStatement.isEmpty()) {
            return new Broken(file.getFileName() + " holds no envelope of this statement, but "
                    + (envelopes.isEmpty() ? "none at all" : "of another"));
        }
        for (Envelope envelope : ofStatement) {
            if (trusted.whoSigned(envelope) instanceof WhoSigned.Trusted by) {
                return new Signed(by.key().name(), by.key().id());
            }
        }
        return new NotSignedByTrusted();
    }
}
