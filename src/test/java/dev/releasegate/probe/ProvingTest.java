package dev.releasegate.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.releasegate.probe.StatefulFake.Flaw;
import dev.releasegate.record.PerfRecord;
import dev.releasegate.record.Phase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ProvingTest {
    private static final RunClock CLOCK = RunClock.starting(NanoClock.SYSTEM);
    private static final List<Behaviours> REGISTRY = List.of(new RegistryBehaviours(StatefulFake.KEY));

    @Test
    void a_stateful_fake_does_all_that_the_registry_does_and_carries_no_proof_of_the_instance() throws IOException {
        try (StatefulFake fake = new StatefulFake(Set.of());
                HttpProber prober = prober(fake.url())) {
            BehaviourReport report = Proving.show(prober, REGISTRY);

            assertThat(report.shown()).filteredOn(shown -> !shown.met()).isEmpty();
            assertThat(report.isProven()).isTrue();
            assertThat(report.firstUnmet()).isEmpty();
            assertThat(report.requests())
                    .isEqualTo(10)
                    .isEqualTo(fake.requests().size());
            Call health = get("health", "/v1/registry/urn:a1:b");
            PerfRecord sample = prober.sample(prober.prepare(health), Turn.now(CLOCK, Phase.MEASURED))
                    .entry();
            assertThat(sample.circumstances().proof()).isEmpty();
        }
    }

    @Test
    void each_showing_has_content_of_its_own() throws IOException {
        try (StatefulFake fake = new StatefulFake(Set.of());
                HttpProber prober = prober(fake.url())) {
            assertThat(Proving.show(prober, REGISTRY).isProven()).isTrue();
            assertThat(Proving.show(prober, REGISTRY).isProven()).isTrue();
            assertThat(new HashSet<>(fake.requests()).stream().filter(request -> request.startsWith("PUT ")))
                    .hasSize(2);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    FORGETS_WHAT_WAS_PUT        | what was put is read back                      | the manifest is not the one that was put
                    NEVER_REPLACES              | the other content is read back                 | the manifest is not the one that was put
                    COUNTS_NO_VERSIONS          | other content is stored as the next version    | the version is not 2
                    DIGESTS_WHAT_WAS_SENT       | new content is stored and answered 201         | the digest is not that of the manifest
                    ANSWERS_OTHERWISE_EACH_TIME | a second read has the same bytes and ETag      | the bytes are others
                    CHANGES_ITS_TAG             | a second read has the same bytes and ETag      | the ETag is another one
                    HAS_NO_TAG                  | what was put is read back                      | there is no ETag
                    RESOLVES_ANYTHING           | resolve says the same                          | the manifest is not the one that was put
                    FINDS_ANYTHING              | a URN that nobody has put is answered 404      | http_200
                    TAKES_ANY_KEY               | a wrong key is refused with 401                | http_200
                    NEEDS_NO_KEY                | no key is refused with 401                     | http_200
                    TAKES_ANY_NAME              | what is no URN is refused with 400             | not_found
                    """)
    void a_fake_with_one_flaw_is_found_out_by_the_name_of_the_proof(Flaw flaw, String name, String complaint)
            throws IOException {
        try (StatefulFake fake = new StatefulFake(Set.of(flaw));
                HttpProber prober = prober(fake.url())) {
            BehaviourReport report = Proving.show(prober, REGISTRY);

            assertThat(report.isProven()).isFalse();
            Shown unmet = report.firstUnmet().orElseThrow();
            assertThat(unmet.name()).isEqualTo(name);
            assertThat(unmet.seen()).startsWith(complaint + " (status ").endsWith(" bytes)");
        }
    }

    @Test
    void a_mock_that_answers_200_to_everything_is_refused_at_the_first_proof() throws IOException {
        try (RawServer mock = RawServer.answering(
                        "HTTP/1.1 200 OK", "Content-Type: application/json", "Content-Length: 2", "", "{}");
                HttpProber prober = prober(mock.url())) {
            BehaviourReport report = Proving.show(prober, REGISTRY);

            assertThat(report.firstUnmet())
                    .contains(new Shown(
                            "new content is stored and answered 201",
                            false,
                            "http_200 (status 200, application/json, 2 bytes)"));
            assertThat(report.shown()).noneMatch(Shown::met);
        }
    }

    @Test
    void after_a_request_without_an_answer_nothing_more_is_asked() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                HttpProber prober = new HttpProber(
                        URI.create("http://127.0.0.1:" + silent.getLocalPort()),
                        "t",
                        "s-1",
                        CLOCK,
                        new ProbeLimits(Duration.ofMillis(200), 1))) {
            BehaviourReport report = Proving.show(prober, REGISTRY);

            assertThat(report.requests()).isEqualTo(1);
            assertThat(report.shown()).hasSize(10).noneMatch(Shown::met);
            assertThat(report.shown().get(0).seen()).startsWith("read_timeout (");
            assertThat(report.shown().get(9).seen())
                    .isEqualTo("not asked, because there was no answer to: new content is stored and answered 201");
        }
    }

    @Test
    void that_nothing_was_asked_proves_nothing() {
        assertThat(new BehaviourReport(List.of(), 0).isProven()).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new BehaviourReport(List.of(), 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Shown(" ", true, "status 200"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Shown("a", true, ""));
    }

    @Test
    void what_the_user_wrote_is_filled_with_one_random_word_and_one_unknown_one() throws IOException {
        try (StatefulFake fake = new StatefulFake(Set.of());
                HttpProber prober = prober(fake.url())) {
            Behaviours written = new WrittenBehaviours(List.of(
                    written(
                            "put",
                            "PUT",
                            "/v1/registry/urn:a1:{random}",
                            Optional.of("{\"manifest\":{\"name\":\"{random}\"}}"),
                            201),
                    contains(
                            written("get", "GET", "/v1/registry/urn:a1:{random}", Optional.empty(), 200),
                            "\"name\":\"{random}\""),
                    sameAs(written("again", "GET", "/v1/registry/urn:a1:{random}", Optional.empty(), 200), "get"),
                    written("unknown", "GET", "/v1/registry/urn:a1:{unknown}", Optional.empty(), 404)));

            BehaviourReport report = Proving.show(prober, List.of(written));

            assertThat(report.shown()).extracting(Shown::name).containsExactly("put", "get", "again", "unknown");
            assertThat(report.firstUnmet()).isEmpty();
            assertThat(fake.requests()).allMatch(request -> request.matches(".*urn:a1:[a-z]{24}"));
            assertThat(new HashSet<>(fake.requests())).hasSize(3);
        }
    }

    @Test
    void what_is_not_the_same_or_not_in_the_body_is_found_out() throws IOException {
        try (StatefulFake fake = new StatefulFake(Set.of(Flaw.ANSWERS_OTHERWISE_EACH_TIME));
                HttpProber prober = prober(fake.url())) {
            WrittenProof put =
                    written("put", "PUT", "/v1/registry/urn:a1:{random}", Optional.of("{\"manifest\":{}}"), 201);
            WrittenProof get = written("get", "GET", "/v1/registry/urn:a1:{random}", Optional.empty(), 200);
            WrittenProof again = written("again", "GET", "/v1/registry/urn:a1:{random}", Optional.empty(), 200);

            assertThat(unmet(prober, put, get, sameAs(again, "get")).seen())
                    .startsWith("the body is not the same as of \"get\" (status 200");
            assertThat(unmet(prober, put, contains(get, "{unknown}")).seen())
                    .startsWith("not the answer that was expected (status 200");
        }
    }

    @Test
    void what_is_the_same_as_no_earlier_proof_is_refused() {
        WrittenProof get = written("get", "GET", "/", Optional.empty(), 200);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WrittenBehaviours(List.of(sameAs(get, "got"))))
                .withMessage("\"get\" is to be the same as \"got\", which is no earlier proof");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WrittenBehaviours(List.of(get, get)))
                .withMessage("two proofs have the name \"get\"");
    }

    private static Shown unmet(HttpProber prober, WrittenProof... proofs) {
        return Proving.show(prober, List.of(new WrittenBehaviours(List.of(proofs))))
                .firstUnmet()
                .orElseThrow();
    }

    private static WrittenProof written(String name, String method, String path, Optional<String> body, int status) {
        Map<String, String> key = Map.of("X-API-Key", StatefulFake.KEY);
        return new WrittenProof(
                new Call(name, method, path, key, body, Expectation.status(status)),
                Optional.empty(),
                Optional.empty());
    }

    private static WrittenProof contains(WrittenProof proof, String part) {
        return new WrittenProof(proof.call(), Optional.of(part), proof.sameAs());
    }

    private static WrittenProof sameAs(WrittenProof proof, String earlier) {
        return new WrittenProof(proof.call(), proof.bodyContains(), Optional.of(earlier));
    }

    private static Call get(String name, String path) {
        return new Call(name, "GET", path, Map.of(), Optional.empty(), Expectation.status(401));
    }

    private static HttpProber prober(URI url) {
        return new HttpProber(url, "registry", "s-1", CLOCK, ProbeLimits.connections(1));
    }
}
