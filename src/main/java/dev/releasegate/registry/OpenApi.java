package dev.releasegate.registry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The OpenAPI 3.1 description of this service: every route, every status it answers with, every header and body. */
final class OpenApi {
    /** The answer of {@code /openapi.json}, read once. */
    static final Answer ANSWER = Answer.json(200, document());

    private OpenApi() {}

    private static String document() {
        try (InputStream document = OpenApi.class.getResourceAsStream("openapi.json")) {
            if (document == null) {
                throw new IllegalStateException("openapi.json is missing from the jar of this program");
            }
            return new String(document.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("openapi.json of this program cannot be read", e);
        }
    }
}
