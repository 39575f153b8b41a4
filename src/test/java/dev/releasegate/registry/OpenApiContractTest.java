package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasegate.dsse.Sha256;
import dev.releasegate.dsse.Signer;
import dev.releasegate.record.InstanceProof;
import dev.releasegate.record.RequestId;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The document that the service gives of itself says what happens, and all that it says happens. */
class OpenApiContractTest {
    private static final String REGISTRY = "/v1/registry/{urn}";
    private static final String LONG_URN = "urn:example:" + "a".repeat(1_100);
    /** Every operation that asks the store, with a path that names something where that is needed. */
    /** What takes the store to answer it; nothing is at hand of a URN that is not there. */
    private static final List<Asked> ASKING = List.of(
            new Asked("GET", "/health", "/health", ""),
            new Asked("HEAD", "/health", "/health", ""),
            new Asked("GET", REGISTRY, "/v1/registry/urn:example:unknown", ""),
            new Asked("HEAD", REGISTRY, "/v1/registry/urn:example:unknown", ""),
            new Asked("PUT", REGISTRY, "/v1/registry/urn:example:1", "{\"manifest\":{}}"),
            new Asked("GET", "/v1/resolve", "/v1/resolve?urn=urn:example:unknown", ""),
            new Asked("HEAD", "/v1/resolve", "/v1/resolve?urn=urn:example:unknown", ""),
            new Asked("POST", "/v1/query", "/v1/query", "{\"capability\":\"read\"}"));

    @TempDir
    Path directory;

    @TempDir
    Path limited;

    @TempDir
    Path another;

    @TempDir
    Path third;

    /** A request: its method, the path as the document writes it, the target as it is sent, and its body, if not empty. */
    private record Asked(String method, String path, String target, String body) {}

    @Test
    void every_answer_is_documented_and_everything_documented_occurs() throws Exception {
        try (RegistryFixture registry = new RegistryFixture(directory, 1, "1000000/hour");
                RegistryFixture impatient = new RegistryFixture(limited, 1, "1/hour")) {
            Contract contract = new Contract(registry.get("/openapi.json").body());
            Session session = new Session(registry, contract);
            session.succeeds();
            session.isRefused();
            session.findsTheStoreBroken();
            session.findsTheStoreBusy();
            new Session(impatient, contract).asksTooOften();
            tellsWhereItComesFrom(contract);
            assertThat(contract.seen()).containsExactlyElementsOf(contract.documented());
        }
    }

    /** Asks a Registry that wants to know for all that it may say of it. */
    private void tellsWhereItComesFrom(Contract contract) throws Exception {
        Signer signer = Signer.es256("release");
        ProvenancePolicy policy = new ProvenancePolicy.Verified(signer.trusted(), true);
        try (RegistryFixture registry = new RegistryFixture(another, policy, 1)) {
            Session session = new Session(registry, contract);
            Set<String> reasons = new TreeSet<>(session.isRefusedFor(signer));
            try (RegistryFixture careless = new RegistryFixture(third, 1, "1000000/hour")) {
                reasons.addAll(new Session(careless, contract).isRefusedForAnyProvenance(signer));
            }
            assertThat(reasons)
                    .containsExactlyElementsOf(contract.words("Reason"))
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.of(Flaw.values()).map(Flaw::word).toList());
        }
    }

    private static HttpRequest.Builder withWrongKey(HttpRequest.Builder request) {
        return request.setHeader("X-API-Key", "wrong");
    }

    /** One client that does everything there is to do, and everything wrong there is to do wrong. */
    private record Session(RegistryFixture registry, Contract contract) {
        void succeeds() throws Exception {
            Random random = new Random(20_261_123);
            for (int i = 0; i < 60; i++) {
                String name = "/v1/registry/urn:example:" + random.nextInt(20);
                ask(new Asked("PUT", REGISTRY, name, manifest(random)), UnaryOperator.identity());
                ask(new Asked("GET", REGISTRY, name, ""), UnaryOperator.identity());
                ask(new Asked("HEAD", REGISTRY, name, ""), UnaryOperator.identity());
                String resolve = "/v1/resolve?urn=" + name.substring("/v1/registry/".length());
                ask(new Asked("GET", "/v1/resolve", resolve, ""), UnaryOperator.identity());
                ask(new Asked("HEAD", "/v1/resolve", resolve, ""), UnaryOperator.identity());
                String query =
                        "{\"capability\":\"c" + random.nextInt(4) + "\",\"limit\":" + (1 + random.nextInt(9)) + "}";
                ask(new Asked("POST", "/v1/query", "/v1/query", query), UnaryOperator.identity());
            }
            for (String path : List.of("/health", "/openapi.json", "/metrics")) {
                ask(new Asked("GET", path, path, ""), UnaryOperator.identity());
                ask(new Asked("HEAD", path, path, ""), UnaryOperator.identity());
            }
            for (String path : List.of("/health", "/openapi.json", "/metrics", REGISTRY, "/v1/resolve", "/v1/query")) {
                ask(
                        new Asked("OPTIONS", path, path.replace("{urn}", "urn:example:1"), ""),
                        request -> request.setHeader("Origin", "http://localhost:3000"));
            }
        }

        void isRefused() throws Exception {
            String name = "/v1/registry/urn:example:1";
            for (String method : List.of("GET", "HEAD")) {
                ask(new Asked(method, REGISTRY, name, ""), request -> request.header("If-None-Match", "*"));
                ask(new Asked(method, REGISTRY, "/v1/registry/nonsense", ""), UnaryOperator.identity());
                ask(new Asked(method, REGISTRY, "/v1/registry/urn:example:unknown", ""), UnaryOperator.identity());
                ask(new Asked(method, REGISTRY, "/v1/registry/" + LONG_URN, ""), UnaryOperator.identity());
                ask(new Asked(method, REGISTRY, name, ""), OpenApiContractTest::withWrongKey);
                ask(new Asked(method, "/v1/resolve", "/v1/resolve", ""), UnaryOperator.identity());
                ask(
                        new Asked(method, "/v1/resolve", "/v1/resolve?urn=urn:example:unknown", ""),
                        UnaryOperator.identity());
                ask(new Asked(method, "/v1/resolve", "/v1/resolve?urn=" + LONG_URN, ""), UnaryOperator.identity());
                ask(
                        new Asked(method, "/v1/resolve", "/v1/resolve?urn=urn:example:1", ""),
                        OpenApiContractTest::withWrongKey);
            }
            Asked put = new Asked("PUT", REGISTRY, name, "{\"manifest\":{}}");
            Asked query = new Asked("POST", "/v1/query", "/v1/query", "{\"capability\":\"read\"}");
            for (Asked bodied : List.of(put, query)) {
                ask(bodied, OpenApiContractTest::withWrongKey);
                ask(bodied, request -> request.setHeader("Content-Type", "text/plain"));
                ask(with(bodied, "not json"), UnaryOperator.identity());
                ask(with(bodied, "\"" + "a".repeat(Body.LIMIT) + "\""), UnaryOperator.identity());
            }
            ask(new Asked("PUT", REGISTRY, "/v1/registry/" + LONG_URN, "{\"manifest\":{}}"), UnaryOperator.identity());
            ask(
                    new Asked(
                            "POST", "/v1/query", "/v1/query", "{\"capability\":\"c\",\"after\":\"" + LONG_URN + "\"}"),
                    UnaryOperator.identity());
            ask(put, request -> request.header("If-None-Match", "*"));
        }

        void asksTooOften() throws Exception {
            registry.get("/v1/registry/urn:example:1");
            for (Asked asking : ASKING) {
                ask(asking, UnaryOperator.identity());
            }
        }

        void findsTheStoreBroken() throws Exception {
            registry.store.setBroken(true);
            for (Asked asking : ASKING) {
                ask(asking, UnaryOperator.identity());
            }
            registry.store.setBroken(false);
            registry.store.setForgetful(true);
            ask(
                    new Asked("PUT", REGISTRY, "/v1/registry/urn:example:1", "{\"manifest\":{}}"),
                    UnaryOperator.identity());
            registry.store.setForgetful(false);
        }

        /**
         * One more than the threads and the queue can hold are sent for each, but not of those that share one check; those
         * that got in are answered at last.
         */
        void findsTheStoreBusy() throws Exception {
            for (Asked asking : ASKING.stream()
                    .filter(asking -> !asking.target().equals("/health"))
                    .toList()) {
                registry.store.hold();
                ExecutorService pool = Executors.newFixedThreadPool(4);
                List<Future<HttpResponse<String>>> answers = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    answers.add(pool.submit(() -> answerTo(asking, UnaryOperator.identity())));
                }
                while (answers.stream().noneMatch(Future::isDone)) {
                    Thread.onSpinWait();
                }
                registry.store.release();
                for (Future<HttpResponse<String>> answer : answers) {
                    contract.check(asking.method(), asking.path(), answer.get());
                }
                pool.shutdown();
            }
        }

        /** Puts a signed manifest and reads it back, and makes every mistake there is to make; returns the reasons told. */
        List<String> isRefusedFor(Signer signer) throws Exception {
            String name = "urn:example:1";
            String digest = Sha256.hex("{}");
            String statement = Signer.statement(name, digest);
            Signer stranger = Signer.ed25519("stranger");
            List<String> reasons = new ArrayList<>();
            for (String provenance : List.of(
                    signer.envelope(statement),
                    signer.raw().envelope(statement),
                    "{}",
                    stranger.envelope(statement),
                    Signer.ed25519("release").envelope(statement),
                    signer.envelope("text/plain", new byte[1]),
                    signer.envelope("{}"),
                    signer.envelope(Signer.statement("urn:example:2", digest)))) {
                reasons.add(reasonOf("{\"manifest\":{},\"provenance\":" + provenance + "}"));
            }
            reasons.add(reasonOf("{\"manifest\":{}}"));
            ask(new Asked("GET", REGISTRY, "/v1/registry/" + name, ""), UnaryOperator.identity());
            reasons.removeIf(String::isEmpty);
            return reasons;
        }

        List<String> isRefusedForAnyProvenance(Signer signer) throws Exception {
            return List.of(reasonOf("{\"manifest\":{},\"provenance\":" + signer.envelope("{}") + "}"));
        }

        private String reasonOf(String body) throws Exception {
            Asked put = new Asked("PUT", REGISTRY, "/v1/registry/urn:example:1", body);
            HttpResponse<String> answer = answerTo(put, UnaryOperator.identity());
            contract.check(put.method(), put.path(), answer);
            return answer.statusCode() == 422 ? answer.body().replaceAll(".*\"reason\":\"(\\w+)\"}", "$1") : "";
        }

        private void ask(Asked asked, UnaryOperator<HttpRequest.Builder> change) throws Exception {
            contract.check(asked.method(), asked.path(), answerTo(asked, change));
        }

        private HttpResponse<String> answerTo(Asked asked, UnaryOperator<HttpRequest.Builder> change) {
            HttpRequest.BodyPublisher body =
                    asked.body().isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(asked.body());
            RequestId id = new RequestId(UUID.randomUUID().toString());
            HttpResponse<String> answer = registry.send(change.apply(registry.request(asked.target())
                    .header(RequestId.HEADER, id.text())
                    .method(asked.method(), body)));
            assertThat(answer.headers().allValues(InstanceProof.HEADER))
                    .as("the proof of " + asked + ", " + answer.statusCode())
                    .containsExactly(RegistryFixture.INSTANCE.of(id));
            return answer;
        }

        private static Asked with(Asked asked, String body) {
            return new Asked(asked.method(), asked.path(), asked.target(), body);
        }

        private static String manifest(Random random) {
            return String.format(
                    Locale.ROOT,
                    "{\"manifest\":{\"n\":%d,\"t\":\"\\u%04x€\",\"capabilities\":[\"c%d\",\"c%d\"]}}",
                    random.nextInt(),
                    random.nextInt(0xd000),
                    random.nextInt(4),
                    random.nextInt(4));
        }
    }
}
