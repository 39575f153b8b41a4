package dev.releasegate.probe;

import java.util.Map;
import java.util.Optional;

/**
 * One request that is about to be sent, and what its answer must be.
 *
 * @param step which step it is a sample of
 * @param method such as {@code GET}
 * @param path with its query, begins with a slash
 * @param headers sent with it; they may hold secrets and are never printed
 * @param body sent with it, as UTF-8
 * @param expectation what the answer must be
 */
public record Call(
        String step,
        String method,
        String path,
        Map<String, String> headers,
        Optional<String> body,
        Expectation expectation) {
    /** @throws IllegalArgumentException if the path does not begin with a slash */
    public Call {
        headers = Map.copyOf(headers);
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path must begin with a slash, but is \"" + path + "\"");
        }
    }

    @Override
    public String toString() {
        return step + ": " + method + " " + path;
    }
}
