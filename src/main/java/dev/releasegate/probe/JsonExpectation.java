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
        if (!answer.mediaType().equals("application/json")) {
            return Optional.of(ErrorReason.BODY_INVALID);
        }
        try {
            JsonNode json = JSON.readTree(answer.bytes());
            if (json.isMissingNode()) {
                return Optional.of(ErrorReason.BODY_INVALID);
            }
            return says.test(json) ? Optional.empty() : Optional.of(ErrorReason.ASSERTION_FAILED);
        } catch (IOException e) {
            return Optional.of(ErrorReason.BODY_INVALID);
        }
    }
}
