package dev.releasegate.registry;

/** The OpenAPI description of the service. */
final class OpenApi {
    static final Answer ANSWER = Answer.json(200, "{}");

    private OpenApi() {}
}
