package dev.releasegate.registry;

import static dev.releasegate.registry.CanonicalJson.quote;

import java.util.stream.Collectors;

/** What the service answers once a request is understood and let in. Blocks on the store. */
final class Registry {
    private static final Answer HEALTHY = Answer.json(200, "{\"status\":\"ok\"}");

    private static final Answer UNHEALTHY =
            Answer.json(503, "{\"status\":\"error\",\"message\":\"The store cannot be read\"}");

    private final Store store;

    Registry(Store store) {
        this.store = store;
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

    /** The manifest, its digest, and which version it is. */
    Answer get(Urn urn) throws Refusal, StoreException {
        Store.Entry entry = store.get(urn).orElseThrow(() -> unknown(urn));
        return Answer.json(
                200,
                "{\"urn\":" + quote(urn.value())
                        + ",\"manifest\":" + entry.manifest()
                        + ",\"digest\":" + quote(entry.digest())
                        + ",\"version\":" + entry.version()
                        + ",\"updatedAt\":" + quote(entry.updatedAt()) + "}");
    }

    /** The manifest and its capabilities, of one version. */
    Answer resolve(Urn urn) throws Refusal, StoreException {
        Store.Resolved resolved = store.resolve(urn).orElseThrow(() -> unknown(urn));
        String capabilities =
                resolved.capabilities().stream().map(CanonicalJson::quote).collect(Collectors.joining(",", "[", "]"));
        return Answer.json(
                200,
                "{\"urn\":" + quote(urn.value())
                        + ",\"manifest\":" + resolved.manifest()
                        + ",\"capabilities\":" + capabilities
                        + ",\"digest\":" + quote(resolved.digest()) + "}");
    }

    /** Keeps the manifest of the body: 201 if the URN is new, else 200. */
    Answer put(Urn urn, byte[] body) throws Refusal, StoreException {
        Manifest manifest = Manifest.of(body);
        long version = store.put(urn, manifest);
        return Answer.json(
                version == 1 ? 201 : 200,
                "{\"urn\":" + quote(urn.value())
                        + ",\"digest\":" + quote(manifest.digest())
                        + ",\"version\":" + version + "}");
    }

    private static Refusal unknown(Urn urn) {
        return Refusal.notFound("No manifest is registered as " + urn);
    }
}
