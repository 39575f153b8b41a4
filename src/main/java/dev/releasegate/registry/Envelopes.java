package dev.releasegate.registry;

import dev.releasegate.dsse.Envelope;
import dev.releasegate.dsse.JsonTree;
import dev.releasegate.dsse.NotAnEnvelopeException;
import dev.releasegate.dsse.TrustedKey;
import dev.releasegate.dsse.TrustedKeys;
import dev.releasegate.dsse.WhoSigned;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** DSSE envelopes as a PUT brings them and a GET tells them; what is wrong with one becomes an answer 422. */
final class Envelopes {
    private Envelopes() {}

    /** @throws Refusal (422, {@link Flaw#BAD_ENVELOPE}) if it is no envelope, or too large */
    static Envelope of(Json value) throws Refusal {
        try {
            return Envelope.of(new Tree(value));
        } catch (NotAnEnvelopeException e) {
            throw Refusal.unprocessable(Flaw.BAD_ENVELOPE, "provenance must be a DSSE envelope: " + e.getMessage());
        }
    }

    /**
     * The first of the keys that signed the envelope.
     *
     * @throws Refusal (422) if none did
     */
    static TrustedKey signer(TrustedKeys keys, Envelope envelope) throws Refusal {
        WhoSigned who = keys.whoSigned(envelope);
        if (who instanceof WhoSigned.Trusted trusted) {
            return trusted.key();
        }
        throw who instanceof WhoSigned.Pretender
                ? Refusal.unprocessable(
                        Flaw.BAD_SIGNATURE,
                        "A signature names a trusted key, but is not by it, or not of this payload and payloadType")
                : Refusal.unprocessable(
                        Flaw.NO_TRUSTED_KEY,
                        "No signature of this payload and payloadType is by a key that this Registry trusts");
    }

    /** All of it that DSSE knows, every signature included, for others to verify. */
    static Json.Members json(Envelope envelope) {
        List<Json> signatures = new ArrayList<>();
        for (Envelope.Signature signature : envelope.signatures()) {
            signatures.add(json(signature));
        }
        TreeMap<String, Json> members = new TreeMap<>();
        members.put("payload", new Json.Text(envelope.payloadBase64()));
        members.put("payloadType", new Json.Text(envelope.payloadType()));
        members.put("signatures", new Json.Elements(signatures));
        return new Json.Members(members);
    }

    private static Json json(Envelope.Signature signature) {
        TreeMap<String, Json> members = new TreeMap<>();
        members.put("sig", new Json.Text(signature.base64()));
        if (!signature.keyId().isEmpty()) {
            members.put("keyid", new Json.Text(signature.keyId()));
        }
        return new Json.Members(members);
    }

    /** What the Registry's strict reader has read. */
    private record Tree(Json json) implements JsonTree {
        @Override
        public boolean isObject() {
            return json instanceof Json.Members;
        }

        @Override
        public Optional<JsonTree> member(String name) {
            return json instanceof Json.Members object
                    ? Optional.ofNullable(object.members().get(name)).map(Tree::new)
                    : Optional.empty();
        }

        @Override
        public Optional<List<JsonTree>> elements() {
            return json instanceof Json.Elements array
                    ? Optional.of(
                            array.elements().stream().<JsonTree>map(Tree::new).toList())
                    : Optional.empty();
        }

        @Override
        public Optional<String> text() {
            return json instanceof Json.Text text ? Optional.of(text.value()) : Optional.empty();
        }
    }
}
