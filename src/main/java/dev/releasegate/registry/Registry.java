package dev.releasegate.registry;

import static dev.releasegate.registry.CanonicalJson.quote;

import dev.releasegate.dsse.Sha256;
import dev.releasegate.registry.AnswersAtHand.Before;
import dev.releasegate.registry.AnswersAtHand.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hc.core5.http.HttpHeaders;

/** What the service answers once a request is understood and let in. Blocks on the store. */
final class Registry {
    private static final Answer HEALTHY = Answer.json(200, "{\"status\":\"ok\"}");

    private static final Answer UNHEALTHY = Answer.error(503, "service_unavailable", "The store cannot be read");

    private static final Answer NOT_WRITTEN =
            Answer.error(500, "internal_error", "The request failed on our side, and nothing was written");

    private final Store store;
    private final ProvenancePolicy policy;
    private final AnswersAtHand atHand = new AnswersAtHand();

    Registry(Store store, ProvenancePolicy policy) {
        this.store = store;
        this.policy = policy;
    }

    /** 200 if the store can be read, else 503. */
    Answer health() {
        try {
            store.check();
            return HEALTHY;
        } catch (StoreException e) {
            Trouble.report("health", e);
            return UNHEALTHY;
        }
    }

    /** The answer to GET or RESOLVE where it can be given without waiting for the store. */
    Optional<Answer> atHand(Step step, Urn urn) {
        return store.isShared() ? Optional.empty() : atHand.get(new Question(step, urn));
    }

    /** The manifest, its digest, and which version it is. */
    Answer get(Urn urn) throws Refusal, StoreException {
        Before before = atHand.beforeReading(urn);
        Answer answer = read(urn);
        atHand.keep(new Question(Step.REGISTRY_GET, urn), answer, before);
        return answer;
    }

    /** The manifest and its capabilities, of one version. */
    Answer resolve(Urn urn) throws Refusal, StoreException {
        Before before = atHand.beforeReading(urn);
        Answer answer = readResolved(urn);
        atHand.keep(new Question(Step.RESOLVE, urn), answer, before);
        return answer;
    }

    private Answer read(Urn urn) throws Refusal, StoreException {
        Store.Entry entry = store.get(urn).orElseThrow(() -> unknown(urn));
        checkIntact(urn, entry.manifest(), entry.digest());
        return Answer.json(
                        200,
                        "{\"urn\":" + quote(urn.value())
                                + ",\"manifest\":" + entry.manifest()
                                + ",\"digest\":" + quote(entry.digest())
                                + ",\"version\":" + entry.version()
                                + ",\"updatedAt\":" + quote(entry.updatedAt())
                                + entry.provenance()
                                        .map(provenance -> ",\"provenance\":" + provenance)
                                        .orElse("")
                                + "}")
                .with(
                        HttpHeaders.ETAG,
                        EntityTag.of(entry.version(), entry.digest()).toString());
    }

    private Answer readResolved(Urn urn) throws Refusal, StoreException {
        Store.Resolved resolved = store.resolve(urn).orElseThrow(() -> unknown(urn));
        checkIntact(urn, resolved.manifest(), resolved.digest());
        String capabilities =
                resolved.capabilities().stream().map(CanonicalJson::quote).collect(Collectors.joining(",", "[", "]"));
        return Answer.json(
                200,
                "{\"urn\":" + quote(urn.value())
                        + ",\"manifest\":" + resolved.manifest()
                        + ",\"capabilities\":" + capabilities
                        + ",\"digest\":" + quote(resolved.digest()) + "}");
    }

    /** Neither SQLite nor a disk notices a bit that is not as it was written. */
    private static void checkIntact(Urn urn, String manifest, String digest) throws StoreException {
        if (!Sha256.hex(manifest).equals(digest)) {
            throw new StoreException("the manifest of " + urn + " is not the one whose digest is stored beside it:"
                    + " the store is damaged; PUT it again, or put the store back from a backup");
        }
    }

    /** How many PUTs are best handed over at once, by how many threads. */
    Store.Writing writing() {
        return store.writing();
    }

    /** How many threads are best to read. */
    int readers() {
        return store.readers();
    }

    /** What a PUT asks for, its provenance verified. Blocks on nothing. */
    Store.Put understand(Urn urn, Precondition precondition, byte[] body) throws Refusal {
        Registration registration = Registration.of(body);
        Manifest manifest = registration.manifest();
        return new Store.Put(urn, manifest, policy.judge(urn, manifest, registration.envelope()), precondition);
    }

    /** Keeps manifests; the answers are in the order of the PUTs. */
    List<Answer> put(List<Store.Put> puts) {
        List<Store.Outcome> outcomes = write(puts);
        List<Answer> answers = new ArrayList<>(puts.size());
        for (int i = 0; i < puts.size(); i++) {
            answers.add(answer(puts.get(i), outcomes.get(i)));
        }
        return answers;
    }

    /** 201 if the URN is new, else 200; 412 if the precondition does not hold; 503 if nobody knows, or the store has gone. */
    private static Answer answer(Store.Put put, Store.Outcome outcome) {
        if (outcome instanceof Store.Outcome.Written written) {
            return receipt(put, written.version());
        }
        if (outcome instanceof Store.Outcome.Failed failed) {
            Trouble.report("put", failed.why());
            return answer(failed.why());
        }
        return Refusal.preconditionFailed().answer();
    }

    private static Answer answer(StoreException why) {
        if (why instanceof UnknownOutcomeException) {
            return Refusal.outcomeUnknown().answer();
        }
        return why instanceof UnavailableStoreException ? Refusal.unavailable().answer() : NOT_WRITTEN;
    }

    private static Answer receipt(Store.Put put, long version) {
        String digest = put.manifest().digest();
        return Answer.json(
                        version == 1 ? 201 : 200,
                        "{\"urn\":" + quote(put.urn().value())
                                + ",\"digest\":" + quote(digest)
                                + ",\"version\":" + version
                                + put.provenance()
                                        .map(provenance -> ",\"verifiedBy\":"
                                                + quote(provenance.signer().name()))
                                        .orElse("")
                                + "}")
                .with(HttpHeaders.ETAG, EntityTag.of(version, digest).toString());
    }

    private List<Store.Outcome> write(List<Store.Put> puts) {
        puts.forEach(put -> atHand.writing(put.urn()));
        try {
            return store.putAll(puts);
        } finally {
            puts.forEach(put -> atHand.written(put.urn()));
        }
    }

    /** The manifests that have a capability, in the order of their URNs; {@code next} where there are more of them. */
    Answer query(byte[] body) throws Refusal, StoreException {
        Query query = Query.of(body);
        List<Store.Found> found = store.query(query.capability(), query.limit() + 1, query.after());
        boolean isCut = found.size() > query.limit();
        List<Store.Found> page = isCut ? found.subList(0, query.limit()) : found;
        String results = page.stream().map(Registry::json).collect(Collectors.joining(",", "[", "]"));
        String next = isCut ? ",\"next\":" + quote(page.get(page.size() - 1).urn()) : "";
        return Answer.json(
                200, "{\"capability\":" + quote(query.capability()) + ",\"results\":" + results + next + "}");
    }

    private static String json(Store.Found found) {
        return "{\"urn\":" + quote(found.urn()) + ",\"digest\":" + quote(found.digest()) + ",\"version\":"
                + found.version() + "}";
    }

    private static Refusal unknown(Urn urn) {
        return Refusal.notFound("No manifest is registered as " + urn);
    }
}
