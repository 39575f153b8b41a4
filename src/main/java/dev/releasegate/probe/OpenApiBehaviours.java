package dev.releasegate.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The behavioural proofs that the OpenAPI document of a service allows: it is asked for the document, and then for what the
 * document promises of a GET without a key, with a wrong key, and of something that is not there.
 */
public final class OpenApiBehaviours implements Behaviours {
    /** No more requests than that, the one for the document included. */
    static final int MOST_REQUESTS = 16;

    private final String path;
    private final String basePath;
    private final Map<String, String> keys;

    /**
     * The proofs of one document.
     *
     * @param path where the service has it; begins with a slash
     * @param basePath the path of the service's base URL, which goes before every path that is asked for; empty if there is none
     * @param keys the headers with which its endpoints are asked, those of right keys among them
     * @throws IllegalArgumentException if the path cannot be asked for
     */
    public OpenApiBehaviours(String path, String basePath, Map<String, String> keys) {
        this.path = path;
        this.basePath = basePath;
        this.keys = Map.copyOf(keys);
        call();
    }

    @Override
    public void show(Proving proving) {
        List<Call> derived = new ArrayList<>();
        proving.ask(call(), answer -> {
            JsonNode document = JsonExpectation.read(answer).orElse(JsonNodeFactory.instance.missingNode());
            if (!document.path("openapi").asText().startsWith("3.")) {
                return Optional.of("no OpenAPI 3 document in JSON");
            }
            derived.addAll(new OpenApiDocument(document, basePath, keys).proofs());
            return Demand.unless(
                    !derived.isEmpty(), "no GET of the document has a 401, 403 or 404 that could be asked for");
        });
        derived.stream().limit(MOST_REQUESTS - 1).forEach(call -> proving.ask(call, Demand.NOTHING));
    }

    private Call call() {
        return new Call(
                "the document " + path + " allows proofs",
                "GET",
                path,
                Map.of(),
                Optional.empty(),
                Expectation.status(200));
    }
}
