package dev.releasegate.probe;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.releasegate.record.ErrorReason;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;

/** The answer must be JSON in earnest: its media type and its body, and what the body says. */
final class JsonExpectation implements Expectation {
    static final String MEDIA_TYPE = "application/json";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Predicate<JsonNode> says;

    JsonExpectation(Predicate<JsonNode> says) {
        this.says = says;
    }

    @Override
    public Optional<ErrorReason> fault(Answer answer) {
        return answer.mediaType().equals(MEDIA_TYPE)
                ? read(answer).map(this::assertion).orElse(Optional.of(ErrorReason.BODY_INVALID))
                : Optional.of(ErrorReason.BODY_INVALID);
    }

    /** The body, or empty if it is not JSON: nothing at all, broken, one name twice, or more than one value. */
    static Optional<JsonNode> read(Answer answer) {
        try {
            return Optional.of(JSON.readTree(answer.bytes())).filter(json -> !json.isMissingNode());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<ErrorReason> assertion(JsonNode json) {
        return says.test(json) ? Optional.empty() : Optional.of(ErrorReason.ASSERTION_FAILED);
    }
}
