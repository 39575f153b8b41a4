package dev.releasegate.registry;

import java.util.Optional;
import java.util.Set;

/**
 * What a PUT brings.
 *
 * @param envelope where the manifest comes from, as yet unread
 */
record Registration(Manifest manifest, Optional<Json> envelope) {
    private static final String MANIFEST = "manifest";
    private static final String PROVENANCE = "provenance";
    private static final Set<String> MEMBERS = Set.of(MANIFEST, PROVENANCE);

    /**
     * The body of a PUT, {@code {"manifest":{…},"provenance":{…}}}, of which the latter may be left out.
     *
     * @throws Refusal (400) if the body is not such JSON
     */
    static Registration of(byte[] body) throws Refusal {
        if (!(JsonReader.read(body) instanceof Json.Members registration)
                || !MEMBERS.containsAll(registration.members().keySet())
                || !(registration.members().get(MANIFEST) instanceof Json.Members manifest)) {
            throw Refusal.badRequest("The body must be an object with the member manifest, itself an object, and maybe"
                    + " the member provenance, and no other");
        }
        return new Registration(
                Manifest.of(manifest),
                Optional.ofNullable(registration.members().get(PROVENANCE)));
    }
}
