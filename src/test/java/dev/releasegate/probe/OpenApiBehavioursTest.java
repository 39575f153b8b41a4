package dev.releasegate.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.releasegate.probe.StatefulFake.Flaw;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class OpenApiBehavioursTest {
    private static final RunClock CLOCK = RunClock.starting(NanoClock.SYSTEM);
    private static final Map<String, String> KEY = Map.of("x-api-key", StatefulFake.KEY);

    /** A PUT is in it, a path with a query that is needed, one with a pattern, one that anybody may ask, one with a bearer. */
    private static final String DOCUMENT = """
            {"openapi":"3.1.0","security":[{"key":[]}],
             "components":{"securitySchemes":{
                 "key":{"type":"apiKey","in":"header","name":"X-API-Key"},"bearer":{"type":"http","scheme":"bearer"}},
               "parameters":{"id":{"name":"id","in":"path","required":true,"schema":{"$ref":"#/components/schemas/id"}}},
               "schemas":{"id":{"type":"string"}}},
             "paths":{
               "/v1/registry/urn:a1:{id}":{"parameters":[{"$ref":"#/components/parameters/id"}],
                 "get":{"responses":{"200":{},"401":{},"404":{}}},"put":{"responses":{"401":{}}}},
               "/v1/resolve":{"get":{"parameters":[{"name":"urn","in":"query","required":true}],
                 "responses":{"401":{},"404":{}}}},
               "/v1/registry/{urn}":{"get":{"parameters":[
                   {"name":"urn","in":"path","required":true,"example":"urn:a1:b","schema":{"type":"string","pattern":"^urn:"}}],
                 "responses":{"401":{},"404":{}}}},
               "/open/{id}":{"get":{"security":[{"key":[]},{}],"parameters":[{"$ref":"#/components/parameters/id"}],
                 "responses":{"401":{},"404":{}}}},
               "/bearer/{id}":{"get":{"security":[{"bearer":[]}],"parameters":[{"$ref":"#/components/parameters/id"}],
                 "responses":{"401":{},"404":{}}}}}}
            """;

    @Test
    void what_the_document_promises_is_asked_for_and_nothing_else() throws IOException {
        try (StatefulFake fake = new StatefulFake(Set.of())) {
            fake.serves("/openapi.json", DOCUMENT);

            BehaviourReport report = show(fake, KEY);

            assertThat(report.firstUnmet()).isEmpty();
            assertThat(report.shown())
                    .extracting(Shown::name)
                    .containsExactly(
                            "the document /openapi.json allows proofs",
                            "GET /v1/registry/urn:a1:{id} of something unknown is answered 404",
                            "GET /open/{id} of something unknown is answered 404",
                            "GET /v1/registry/urn:a1:{id} with a wrong X-API-Key is answered 401",
                            "GET /v1/registry/{urn} with a wrong X-API-Key is answered 401",
                            "GET /v1/registry/urn:a1:{id} without X-API-Key is answered 401",
                            "GET /v1/registry/{urn} without X-API-Key is answered 401",
                            "GET of a path that is none is answered 404");
            assertThat(fake.requests().get(1)).matches("GET /v1/registry/urn:a1:[a-z]{24}");
            assertThat(fake.requests().get(4)).isEqualTo("GET /v1/registry/urn%3Aa1%3Ab");
        }
    }

    @Test
    void without_a_key_nobody_is_asked_for_what_needs_one() throws IOException {
        try (StatefulFake fake = new StatefulFake(Set.of())) {
            fake.serves("/openapi.json", DOCUMENT);
            assertThat(show(fake, Map.of()).shown())
                    .extracting(Shown::name)
                    .contains("GET /open/{id} of something unknown is answered 404")
                    .doesNotContain("GET /v1/registry/urn:a1:{id} of something unknown is answered 404");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "FINDS_ANYTHING, GET /v1/registry/urn:a1:{id} of something unknown is answered 404",
        "TAKES_ANY_KEY, GET /v1/registry/urn:a1:{id} with a wrong X-API-Key is answered 401",
        "NEEDS_NO_KEY, GET /v1/registry/urn:a1:{id} without X-API-Key is answered 401",
    })
    void a_service_that_does_not_keep_to_its_document_is_found_out(Flaw flaw, String name) throws IOException {
        try (StatefulFake fake = new StatefulFake(Set.of(flaw))) {
            fake.serves("/openapi.json", DOCUMENT);
            assertThat(show(fake, KEY).firstUnmet()).map(Shown::name).contains(name);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    {"openapi":"3.0.3","paths":{"/a":{"get":{"responses":{"200":{}}}}}} | no GET of the document has a 401, 403 or 404 that could be asked for
                    {"openapi":"3.0.3"}                                                 | no GET of the document has a 401, 403 or 404 that could be asked for
                    {"swagger":"2.0","paths":{}}                                        | no OpenAPI 3 document in JSON
                    openapi: 3.1.0                                                      | no OpenAPI 3 document in JSON
                    []                                                                  | no OpenAPI 3 document in JSON
                    """)
    void a_document_that_allows_nothing_proves_nothing_and_says_so(String document, String complaint)
            throws IOException {
        try (StatefulFake fake = new StatefulFake(Set.of())) {
            fake.serves("/openapi.json", document);
            BehaviourReport report = show(fake, KEY);
            assertThat(report.isProven()).isFalse();
            assertThat(report.shown())
                    .singleElement()
                    .satisfies(shown -> assertThat(shown.seen()).startsWith(complaint + " (status 200"));
        }
    }

    @Test
    void a_document_that_is_not_there_proves_nothing() throws IOException {
        try (StatefulFake fake = new StatefulFake(Set.of())) {
            BehaviourReport report = show(fake, KEY);
            assertThat(report.shown())
                    .containsExactly(new Shown(
                            "the document /openapi.json allows proofs",
                            false,
                            "not_found (status 404, application/json, 19 bytes)"));
        }
    }

    @Test
    void sixteen_requests_are_sent_at_most() throws IOException {
        String paths = IntStream.range(0, 30)
                .mapToObj(i -> "\"/p" + i
                        + "/{id}\":{\"get\":{\"parameters\":[{\"name\":\"id\",\"in\":\"path\",\"required\":true,"
                        + "\"schema\":{\"type\":\"integer\"}}],\"responses\":{\"404\":{}}}}")
                .collect(Collectors.joining(","));
        try (StatefulFake fake = new StatefulFake(Set.of())) {
            fake.serves("/openapi.json", "{\"openapi\":\"3.0.3\",\"paths\":{" + paths + "}}");
            assertThat(show(fake, KEY).isProven()).isTrue();
            assertThat(fake.requests()).hasSize(16);
            assertThat(fake.requests().get(15)).matches("GET /p14/[0-9]{10}");
        }
    }

    @ParameterizedTest(name = "{0} below {1}")
    @CsvSource({
        "/, '', /a/",
        "/api, '', /api/a/",
        "/api/, /, /api/a/",
        "http://example.org/api, '', /api/a/",
        "/api, /api, /a/",
        "/api/v3, /api, /v3/a/",
        "/apis, /api, /apis/a/",
        "https://{host}/v1, '', /a/",
    })
    void paths_count_from_the_server_of_the_document(String server, String basePath, String asked) throws IOException {
        try (StatefulFake fake = new StatefulFake(Set.of());
                HttpProber prober = prober(fake)) {
            fake.serves("/openapi.json", """
                    {"openapi":"3.0.3","servers":[{"url":"%s"}],"paths":{"/a/{id}":{"get":{"parameters":[
                     {"name":"id","in":"path","required":true,"schema":{"type":"string","format":"uuid"}}],
                     "responses":{"404":{}}}}}}""".formatted(server));
            Proving.show(prober, List.of(new OpenApiBehaviours("/openapi.json", basePath, Map.of())));
            assertThat(fake.requests().get(1)).matches("GET " + asked + "[0-9a-f-]{36}");
        }
    }

    @Test
    void a_path_that_cannot_be_asked_for_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OpenApiBehaviours("openapi.json", "", Map.of()))
                .withMessage("path must begin with a slash, but is \"openapi.json\"");
    }

    private static BehaviourReport show(StatefulFake fake, Map<String, String> keys) {
        try (HttpProber prober = prober(fake)) {
            return Proving.show(prober, List.of(new OpenApiBehaviours("/openapi.json", "", keys)));
        }
    }

    private static HttpProber prober(StatefulFake fake) {
        return new HttpProber(fake.url(), "shop", "s-1", CLOCK, ProbeLimits.connections(1));
    }
}
