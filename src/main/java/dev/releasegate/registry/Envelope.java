package dev.releasegate.registry;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A DSSE envelope (Dead Simple Signing Envelope 1.0): a payload, what kind of thing it is, and who signed both. Nothing in
 * it is to be believed until a signature has been verified, and a key's id not even then.
 *
 * <pre>
 * {"payloadType":"application/vnd.in-toto+json","payload":"base64","signatures":[{"keyid":"…","sig":"base64"}]}
 * </pre>
 */
final class Envelope {
    /** Most signatures taken: each may have to be tried with each trusted key. */
    static final int MOST_SIGNATURES = 8;

    /** Largest payload taken, in bytes: 256 KiB, for the same reason. */
    static final int PAYLOAD_LIMIT = 256 << 10;

    /**
     * One of the signatures.
     *
     * @param keyId a hint which key it may be by, and no more than a hint; empty if there is none
     * @param base64 the signature
     */
    record Signature(String keyId, String base64) {
        byte[] bytes() {
            return Base64Text.decode(base64).orElseThrow();
        }
    }

    private final Json.Members json;
    private final String payloadType;
    private final byte[] payload;
    private final List<Signature> signatures;

    private Envelope(Json.Members json, String payloadType, byte[] payload, List<Signature> signatures) {
        this.json = json;
        this.payloadType = payloadType;
        this.payload = payload;
        this.signatures = signatures;
    }

    /**
     * Reads an envelope; members that DSSE does not know are passed over, as it demands, and not kept.
     *
     * @throws Refusal (422, {@link Flaw#BAD_ENVELOPE}) if it is none, or too large
     */
    static Envelope of(Json value) throws Refusal {
        if (!(value instanceof Json.Members object)) {
            throw bad("must be an object");
        }
        SortedMap<String, Json> members = object.members();
        String payloadType = text(members.get("payloadType"), "payloadType");
        String base64 = text(members.get("payload"), "payload");
        byte[] payload = Base64Text.decode(base64).orElseThrow(() -> bad("payload must be base64"));
        if (payload.length > PAYLOAD_LIMIT) {
            throw bad("payload must be " + PAYLOAD_LIMIT + " bytes at most");
        }
        if (!(members.get("signatures") instanceof Json.Elements array)
                || array.elements().isEmpty()
                || array.elements().size() > MOST_SIGNATURES) {
            throw bad("signatures must be an array of 1 to " + MOST_SIGNATURES);
        }
        List<Signature> signatures = new ArrayList<>();
        List<Json> kept = new ArrayList<>();
        for (Json element : array.elements()) {
            Signature signature = signature(element);
            signatures.add(signature);
            kept.add(json(signature));
        }
        TreeMap<String, Json> known = new TreeMap<>();
        known.put("payload", new Json.Text(base64));
        known.put("payloadType", new Json.Text(payloadType));
        known.put("signatures", new Json.Elements(kept));
        return new Envelope(new Json.Members(known), payloadType, payload, List.copyOf(signatures));
    }

    private static Signature signature(Json value) throws Refusal {
        if (!(value instanceof Json.Members object)) {
            throw bad("a signature must be an object");
        }
        String base64 = text(object.members().get("sig"), "sig");
        if (Base64Text.decode(base64).isEmpty()) {
            throw bad("sig must be base64");
        }
        Json keyId = object.members().get("keyid");
        return new Signature(keyId == null ? "" : text(keyId, "keyid"), base64);
    }

    private static Json json(Signature signature) {
        TreeMap<String, Json> members = new TreeMap<>();
        members.put("sig", new Json.Text(signature.base64()));
        if (!signature.keyId().isEmpty()) {
            members.put("keyid", new Json.Text(signature.keyId()));
        }
        return new Json.Members(members);
    }

    private static String text(@Nullable Json value, String name) throws Refusal {
        if (value instanceof Json.Text text) {
            return text.value();
        }
        throw bad(name + " must be a string");
    }

    private static Refusal bad(String what) {
        return Refusal.unprocessable(Flaw.BAD_ENVELOPE, "provenance must be a DSSE envelope: " + what);
    }

    /** What the signatures are of: DSSE's pre-authentication encoding of type and payload. */
    byte[] signed() {
        byte[] type = payloadType.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(payload.length + type.length + 32);
        out.writeBytes(("DSSEv1 " + type.length + " ").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(type);
        out.writeBytes((" " + payload.length + " ").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(payload);
        return out.toByteArray();
    }

    String payloadType() {
        return payloadType;
    }

    byte[] payload() {
        return payload.clone();
    }

    List<Signature> signatures() {
        return signatures;
    }

    /** All of it that DSSE knows, every signature included, for others to verify. */
    Json.Members json() {
        return json;
    }
}
