package dev.releasegate.probe;

import dev.releasegate.record.ErrorReason;
import java.util.Optional;

/** What the answer to a request must be. It is asked after the clock has stopped. */
@FunctionalInterface
public interface Expectation {
    /** Why the answer is not as expected, or empty if it is. */
    Optional<ErrorReason> fault(Answer answer);

    /** This expectation, and if it is met the other one as well. */
    default Expectation and(Expectation other) {
        return answer -> fault(answer).or(() -> other.fault(answer));
    }

    /** The answer must have this status. A 404 is a success only where 404 is expected. */
    static Expectation status(int expected) {
        return answer ->
                answer.status() == expected ? Optional.empty() : Optional.of(ErrorReason.ofStatus(answer.status()));
    }

    /**
     * The answer must be of this media type, such as {@code application/json}; its parameters do not count. Where the type
     * says that the body is JSON, it must be.
     *
     * @param expected in lower case
     */
    static Expectation mediaType(String expected) {
        Expectation type = answer ->
                answer.mediaType().equals(expected) ? Optional.empty() : Optional.of(ErrorReason.ASSERTION_FAILED);
        boolean isJson = expected.equals(JsonExpectation.MEDIA_TYPE) || expected.endsWith("+json");
        return isJson ? type.and(json()) : type;
    }

    /** The body must be JSON, whatever it says and whatever its media type is. */
    static Expectation json() {
        return answer ->
                JsonExpectation.read(answer).isPresent() ? Optional.empty() : Optional.of(ErrorReason.BODY_INVALID);
    }

    /** The body must contain this text. */
    static Expectation bodyContains(String expected) {
        return answer ->
                answer.text().contains(expected) ? Optional.empty() : Optional.of(ErrorReason.ASSERTION_FAILED);
    }
}
