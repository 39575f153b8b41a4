package dev.releasegate.dsse;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** A private Ed25519 key that signs envelopes. It shows nothing of itself but the id of its public half. */
public final class SigningKey {
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";
    private static final String HOW = "; make a key with: openssl genpkey -algorithm ed25519";

    /** What a key of this kind begins with in DER (RFC 8410), and how many bytes it has. */
    private static final String PREFIX = "302e020100300506032b657004220420";

    private static final int LENGTH = 48;

    private final PrivateKey key;
    private final TrustedKey publicKey;

    private SigningKey(PrivateKey key, TrustedKey publicKey) {
        this.key = key;
        this.publicKey = publicKey;
    }

    /**
     * Reads a key as {@code openssl genpkey -algorithm ed25519} writes it: PKCS#8 in PEM, not encrypted.
     *
     * @param pem its text, from a file or from an environment variable; the line breaks may be missing
     * @throws UnusableKeyException if it is anything else; says what, and shows nothing of it
     */
    public static SigningKey read(String pem) throws UnusableKeyException {
        String text = pem.strip();
        if (!text.startsWith(BEGIN)) {
            throw new UnusableKeyException("the signing key is " + otherThan(text) + HOW);
        }
        if (!text.endsWith(END) || text.indexOf(BEGIN, 1) >= 0) {
            throw new UnusableKeyException("the signing key must be one key from " + BEGIN + " to " + END + HOW);
        }
        byte[] der = der(text.substring(BEGIN.length(), text.length() - END.length()));
        if (der.length != LENGTH
                || !HexFormat.of().formatHex(der, 0, PREFIX.length() / 2).equals(PREFIX)) {
            throw new UnusableKeyException("the signing key is no Ed25519 key" + HOW);
        }
        try {
            PrivateKey key = KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(der));
            return checked(key, PublicHalf.of((EdECPrivateKey) key));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot use Ed25519 keys: " + e.getClass(), null);
        }
    }

    /** Signs something and verifies it, so that a wrong public half, and so a wrong id, is told at once. */
    private static SigningKey checked(PrivateKey key, byte[] publicDer) {
        SigningKey signing = new SigningKey(key, TrustedKey.of("", publicDer).orElseThrow());
        byte[] message = {42};
        if (!signing.publicKey.hasSigned(message, signing.signature(message))) {
            throw new IllegalStateException("this Java does not derive the public half of an Ed25519 key");
        }
        return signing;
    }

    private static byte[] der(String base64) throws UnusableKeyException {
        try {
            return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw new UnusableKeyException("the signing key is not base64 between " + BEGIN + " and " + END
                    + " (the two characters \\n are no line break)" + HOW);
        }
    }

    private static String otherThan(String text) {
        if (text.isEmpty()) {
            return "empty";
        }
        if (text.contains("BEGIN ENCRYPTED PRIVATE KEY")) {
            return "encrypted, and there is nobody to ask for its password: openssl pkey -in FILE writes it without one";
        }
        if (text.contains("PRIVATE KEY")) {
            return "of another kind, or something stands before " + BEGIN;
        }
        return text.contains("BEGIN PUBLIC KEY")
                ? "a public key, which signs nothing"
                : "no private key in PEM (" + BEGIN + ")";
    }

    /** SHA-256 of the public key in DER, 64 lower-case hexadecimal digits. */
    public String keyId() {
        return publicKey.id();
    }

    /**
     * Signs a payload.
     *
     * @throws IllegalArgumentException if it is larger than an envelope may hold
     */
    public Envelope sign(String payloadType, byte[] payload) {
        byte[] signature = signature(Envelope.encoded(payloadType, payload));
        String base64 = Base64.getEncoder().encodeToString(signature);
        return Envelope.around(payloadType, payload, List.of(new Envelope.Signature(keyId(), base64)));
    }

    private byte[] signature(byte[] message) {
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(key);
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot sign with Ed25519: " + e.getClass(), null);
        }
    }

    @Override
    public String toString() {
        return "signing key " + keyId();
    }
}
