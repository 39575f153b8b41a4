package dev.releasegate.registry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Reads JSON and takes nothing on trust: UTF-8 only, one value and nothing after it, no name twice in one object, no
 * unpaired surrogate, at most {@value #MAX_DEPTH} levels.
 */
final class JsonReader {
    /** How deep objects and arrays may nest. */
    static final int MAX_DEPTH = 64;

    /** Names are not interned: they come from outside and would stay for ever. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private JsonReader() {}

    /**
     * Reads the one value of a text.
     *
     * @throws Refusal (400) if it is not strict JSON; the message says where, and quotes nothing of the text
     */
    static Json read(byte[] utf8) throws Refusal {
        try (JsonParser parser = FACTORY.createParser(decode(utf8))) {
            Json value = value(parser, next(parser));
            if (parser.nextToken() != null) {
                throw Refusal.badRequest("Something follows the JSON value" + where(parser));
            }
            return value;
        } catch (CharacterCodingException e) {
            throw Refusal.badRequest("The body is not UTF-8");
        } catch (JsonProcessingException e) {
            throw Refusal.badRequest("The body is not JSON" + where(e));
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
    }

    private static String decode(byte[] utf8) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(utf8))
                .toString();
    }

    private static Json value(JsonParser parser, JsonToken token) throws IOException, Refusal {
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> new Json.Text(paired(parser.getText(), parser));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Num(CanonicalNumber.read(parser.getText()));
            case VALUE_TRUE -> Json.Literal.TRUE;
            case VALUE_FALSE -> Json.Literal.FALSE;
            case VALUE_NULL -> Json.Literal.NULL;
            default -> throw Refusal.badRequest("The body is not JSON" + where(parser));
        };
    }

    private static Json object(JsonParser parser) throws IOException, Refusal {
        TreeMap<String, Json> members = new TreeMap<>();
        for (JsonToken token = next(parser); token != JsonToken.END_OBJECT; token = next(parser)) {
            String name = paired(parser.getText(), parser);
            if (members.containsKey(name)) {
                throw Refusal.badRequest("A name appears twice in one object" + where(parser));
            }
            members.put(name, value(parser, next(parser)));
        }
        return new Json.Members(members);
    }

    private static Json array(JsonParser parser) throws IOException, Refusal {
        List<Json> elements = new ArrayList<>();
        for (JsonToken token = next(parser); token != JsonToken.END_ARRAY; token = next(parser)) {
            elements.add(value(parser, token));
        }
        return new Json.Elements(elements);
    }

    private static JsonToken next(JsonParser parser) throws IOException, Refusal {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw Refusal.badRequest("The body ends before its JSON value does");
        }
        return token;
    }

    private static String paired(String text, JsonParser parser) throws Refusal {
        if (text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw Refusal.badRequest("A string holds half a surrogate pair" + where(parser));
        }
        return text;
    }

    private static String where(JsonParser parser) {
        var place = parser.currentTokenLocation();
        return " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
    }

    private static String where(JsonProcessingException e) {
        var place = e.getLocation();
        return place == null ? "" : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
    }
}
