package dev.releasegate.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.releasegate.dsse.JsonTree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * JSON whose reader takes no name twice and nothing after the end, and whose members must be what is asked for.
 *
 * @param node what was read
 */
record StrictJson(JsonNode node) implements JsonTree {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** @throws IllegalArgumentException if the text is no JSON; the message quotes nothing of it */
    static StrictJson read(String text) {
        try {
            return new StrictJson(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            var place = e.getLocation();
            throw new IllegalArgumentException(
                    "it is not strict JSON"
                            + (place == null
                                    ? ""
                                    : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")"),
                    e);
        }
    }

    @Override
    public boolean isObject() {
        return node.isObject();
    }

    @Override
    public Optional<JsonTree> member(String name) {
        return Optional.ofNullable(node.get(name)).map(StrictJson::new);
    }

    @Override
    public Optional<List<JsonTree>> elements() {
        return node.isArray()
                ? Optional.of(children().<JsonTree>map(child -> child).toList())
                : Optional.empty();
    }

    @Override
    public Optional<String> text() {
        return Optional.ofNullable(node.textValue());
    }

    boolean has(String name) {
        return node.has(name);
    }

    /** Its names, if it is an object. */
    List<String> names() {
        return node.properties().stream().map(Map.Entry::getKey).toList();
    }

    /** @throws IllegalArgumentException if the member is no object */
    StrictJson object(String name) {
        return required(name, node.path(name).isObject(), "an object");
    }

    /** The object of that name, or empty if there is no such member. */
    Optional<StrictJson> objectIfThere(String name) {
        return has(name) ? Optional.of(object(name)) : Optional.empty();
    }

    /** The string of that name, or empty if there is no such member. */
    Optional<String> textIfThere(String name) {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    /** Every member, made something of by its name. */
    <T> Map<String, T> map(Function<String, T> value) {
        Map<String, T> map = new TreeMap<>();
        names().forEach(name -> map.put(name, value.apply(name)));
        return map;
    }

    /** @throws IllegalArgumentException if the member is no whole number */
    long whole(String name) {
        JsonNode value = node.path(name);
        return required(name, value.isIntegralNumber() && value.canConvertToLong(), "a whole number")
                .node
                .longValue();
    }

    /** @throws IllegalArgumentException if the member is no array */
    List<StrictJson> array(String name) {
        return required(name, node.path(name).isArray(), "an array").children().toList();
    }

    /** @throws IllegalArgumentException if the member is no string */
    String text(String name) {
        return required(name, node.path(name).isTextual(), "a string").node.textValue();
    }

    /** @throws IllegalArgumentException if the member is no array of strings */
    List<String> texts(String name) {
        List<StrictJson> all = array(name);
        required(name, all.stream().allMatch(each -> each.node.isTextual()), "an array of strings");
        return all.stream().map(each -> each.node.textValue()).toList();
    }

    /** @throws IllegalArgumentException if the member is no whole number from 0 */
    int count(String name) {
        JsonNode value = node.path(name);
        boolean isCount = value.isIntegralNumber() && value.canConvertToInt() && value.intValue() >= 0;
        return required(name, isCount, "a whole number").node.intValue();
    }

    /** @throws IllegalArgumentException if the member is no number, or too large for one */
    double number(String name) {
        JsonNode value = node.path(name);
        boolean isFinite = value.isNumber() && Double.isFinite(value.doubleValue());
        return required(name, isFinite, "a finite number").node.doubleValue();
    }

    /** @throws IllegalArgumentException if the member is neither true nor false */
    boolean flag(String name) {
        return required(name, node.path(name).isBoolean(), "true or false").node.booleanValue();
    }

    private StrictJson required(String name, boolean isSo, String what) {
        if (!isSo) {
            throw new IllegalArgumentException("\"" + name + "\" must be " + what);
        }
        return new StrictJson(node.path(name));
    }

    private Stream<StrictJson> children() {
        return StreamSupport.stream(node.spliterator(), false).map(StrictJson::new);
    }
}
