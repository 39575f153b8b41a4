package dev.releasegate.dsse;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A DSSE envelope (Dead Simple Signing Envelope 1.0): a payload, what kind of thing it is, and who signed both. Nothing in
 * it is to be believed until a signature has been verified, and a key's id not even then.
 *
 * <pre>
 * {"payloadType":"application/vnd.in-toto+json","payload":"base64","signatures":[{"keyid":"…","sig":"base64"}]}
 * </pre>
 */
public final class Envelope {
    /** Most signatures taken: each may have to be tried with each trusted key. */
    public static final int MOST_SIGNATURES = 8;

    /** Largest payload taken, in bytes: 256 KiB, for the same reason. */
    public static final int PAYLOAD_LIMIT = 256 << 10;

    /**
     * One of the signatures.
     *
     * @param keyId a hint which key it may be by, and no more than a hint; empty if there is none
     * @param base64 the signature
     */
    public record Signature(String keyId, String base64) {
        /** @throws IllegalArgumentException if the signature is not base64 */
        public Signature {
            if (Base64Text.decode(base64).isEmpty()) {
                throw new IllegalArgumentException("sig must be base64");
            }
        }

        /** The signature itself. */
        public byte[] bytes() {
            return Base64Text.decode(base64).orElseThrow();
        }
    }

    private final String payloadType;
    private final String base64;
    private final byte[] payload;
    private final List<Signature> signatures;

    private Envelope(String payloadType, String base64, byte[] payload, List<Signature> signatures) {
        this.payloadType = payloadType;
        this.base64 = base64;
        this.payload = payload;
        this.signatures = signatures;
    }

    /**
     * Reads an envelope; members that DSSE does not know are passed over, as it demands, and not kept.
     *
     * @throws NotAnEnvelopeException if it is none, or too large
     */
    public static Envelope of(JsonTree value) throws NotAnEnvelopeException {
        if (!value.isObject()) {
            throw new NotAnEnvelopeException("must be an object");
        }
        String payloadType = text(value.member("payloadType"), "payloadType");
        String base64 = text(value.member("payload"), "payload");
        byte[] payload =
                Base64Text.decode(base64).orElseThrow(() -> new NotAnEnvelopeException("payload must be base64"));
        if (payload.length > PAYLOAD_LIMIT) {
            throw new NotAnEnvelopeException("payload must be " + PAYLOAD_LIMIT + " bytes at most");
        }
        List<JsonTree> array = value.member("signatures")
                .flatMap(JsonTree::elements)
                .filter(all -> !all.isEmpty() && all.size() <= MOST_SIGNATURES)
                .orElseThrow(
                        () -> new NotAnEnvelopeException("signatures must be an array of 1 to " + MOST_SIGNATURES));
        List<Signature> signatures = new ArrayList<>();
        for (JsonTree element : array) {
            signatures.add(signature(element));
        }
        return new Envelope(payloadType, base64, payload, List.copyOf(signatures));
    }

    /** A new one. @throws IllegalArgumentException if the payload is larger than one may be */
    static Envelope around(String payloadType, byte[] payload, List<Signature> signatures) {
        if (payload.length > PAYLOAD_LIMIT) {
            throw new IllegalArgumentException("payload must be " + PAYLOAD_LIMIT + " bytes at most");
        }
        String base64 = Base64.getEncoder().encodeToString(payload);
        return new Envelope(payloadType, base64, payload.clone(), List.copyOf(signatures));
    }

    private static Signature signature(JsonTree value) throws NotAnEnvelopeException {
        if (!value.isObject()) {
            throw new NotAnEnvelopeException("a signature must be an object");
        }
        String base64 = text(value.member("sig"), "sig");
        Optional<JsonTree> keyId = value.member("keyid");
        try {
            return new Signature(keyId.isEmpty() ? "" : text(keyId, "keyid"), base64);
        } catch (IllegalArgumentException e) {
            throw new NotAnEnvelopeException(String.valueOf(e.getMessage()));
        }
    }

    private static String text(Optional<JsonTree> value, String name) throws NotAnEnvelopeException {
        return value.flatMap(JsonTree::text).orElseThrow(() -> new NotAnEnvelopeException(name + " must be a string"));
    }

    /** What the signatures are of: DSSE's pre-authentication encoding of type and payload. */
    public byte[] signed() {
        return encoded(payloadType, payload);
    }

    static byte[] encoded(String payloadType, byte[] payload) {
        byte[] type = payloadType.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(payload.length + type.length + 32);
        out.writeBytes(("DSSEv1 " + type.length + " ").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(type);
        out.writeBytes((" " + payload.length + " ").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(payload);
        return out.toByteArray();
    }

    public String payloadType() {
        return payloadType;
    }

    public byte[] payload() {
        return payload.clone();
    }

    /** The payload as it stands in the envelope: in the alphabet, and with the padding, that its signer chose. */
    public String payloadBase64() {
        return base64;
    }

    /** All of them, for others to verify. */
    public List<Signature> signatures() {
        return signatures;
    }
}
