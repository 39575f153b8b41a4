package dev.releasegate.registry;

import dev.releasegate.dsse.Envelope;
import dev.releasegate.dsse.TrustedKey;
import java.util.TreeMap;

/**
 * Where a manifest comes from: a statement about it, and the trusted key whose signature was verified.
 *
 * @param signer the first trusted key that signed it
 * @param envelope the statement with all its signatures
 */
record Provenance(TrustedKey signer, Envelope envelope) {
    /** As it is kept with the manifest and told with it, in canonical form. */
    String text() {
        TreeMap<String, Json> members = new TreeMap<>();
        members.put("verifiedBy", new Json.Text(signer.name()));
        members.put("keyId", new Json.Text(signer.id()));
        members.put("envelope", Envelopes.json(envelope));
        return CanonicalJson.of(new Json.Members(members));
    }
}
