package dev.releasegate.dsse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Envelopes from texts, for tests. */
public record JsonText(JsonNode node) implements JsonTree {
    /** The envelope that the text is. */
    public static Envelope envelope(String text) throws NotAnEnvelopeException, IOException {
        return Envelope.of(new JsonText(new JsonMapper().readTree(text)));
    }

    @Override
    public boolean isObject() {
        return node.isObject();
    }

    @Override
    public Optional<JsonTree> member(String name) {
        return Optional.ofNullable(node.get(name)).map(JsonText::new);
    }

    @Override
    public Optional<List<JsonTree>> elements() {
        return node.isArray()
                ? Optional.of(StreamSupport.stream(node.spliterator(), false)
                        .<JsonTree>map(JsonText::new)
                        .toList())
                : Optional.empty();
    }

    @Override
    public Optional<String> text() {
        return Optional.ofNullable(node.textValue());
    }
}
