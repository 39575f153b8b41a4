package dev.releasegate.probe;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A behavioural proof as the user wrote it down, with {@code {random}} and {@code {unknown}} in it still.
 *
 * @param call what is asked, under the name of the proof, and the status and media type of its answer
 * @param bodyContains a text that the answer must contain
 * @param sameAs the name of an earlier proof, whose answer had the same body
 */
public record WrittenProof(Call call, Optional<String> bodyContains, Optional<String> sameAs) {
    /** The request with each text filled in. */
    Call call(UnaryOperator<String> fill) {
        Map<String, String> headers = new TreeMap<>(call.headers());
        headers.replaceAll((name, value) -> fill.apply(value));
        Expectation expectation = bodyContains
                .map(part -> call.expectation().and(Expectation.bodyContains(fill.apply(part))))
                .orElse(call.expectation());
        return new Call(
                call.step(),
                call.method(),
                fill.apply(call.path()),
                headers,
                call.body().map(fill),
                expectation);
    }
}
