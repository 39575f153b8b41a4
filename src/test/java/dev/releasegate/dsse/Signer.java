package dev.releasegate.dsse;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;

/** Somebody who signs, with a key of their own. */
public record Signer(String name, KeyPair pair, String algorithm) {
    public static Signer ed25519(String name) {
        try {
            return new Signer(name, KeyPairGenerator.getInstance("Ed25519").generateKeyPair(), "Ed25519");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes signatures in ASN.1 DER. */
    public static Signer es256(String name) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return new Signer(name, generator.generateKeyPair(), "SHA256withECDSA");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same who writes the two numbers of a signature one after the other. */
    public Signer raw() {
        return new Signer(name, pair, "SHA256withECDSAinP1363Format");
    }

    public byte[] der() {
        return pair.getPublic().getEncoded();
    }

    public TrustedKey key() {
        return TrustedKey.of(name, der()).orElseThrow();
    }

    public TrustedKeys trusted() {
        return TrustedKeys.of(List.of(key()));
    }

    public String pem() {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der()) + "\n-----END PUBLIC KEY-----\n";
    }

    public byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(pair.getPrivate());
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One signature of an envelope, by this key and with this key's name. */
    public String signature(String payloadType, byte[] payload) {
        return "{\"keyid\":" + quote(name) + ",\"sig\":\"" + base64(sign(pae(payloadType, payload))) + "\"}";
    }

    /** An envelope around a payload. */
    public String envelope(String payloadType, byte[] payload) {
        return envelope(payloadType, payload, signature(payloadType, payload));
    }

    /** An envelope around an in-toto statement. */
    public String envelope(String statement) {
        return envelope("application/vnd.in-toto+json", statement.getBytes(StandardCharsets.UTF_8));
    }

    public static String envelope(String payloadType, byte[] payload, String... signatures) {
        return "{\"payloadType\":" + quote(payloadType) + ",\"payload\":\"" + base64(payload) + "\",\"signatures\":["
                + String.join(",", signatures) + "]}";
    }

    /** A statement about one manifest under one URN. */
    public static String statement(String urn, String digest) {
        return "{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[{\"name\":" + quote(urn)
                + ",\"digest\":{\"sha256\":\"" + digest
                + "\"}}],\"predicateType\":\"https://slsa.dev/provenance/v1\",\"predicate\":{\"n\":1}}";
    }

    private static String quote(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    public static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** DSSE's pre-authentication encoding, written a second time on purpose. */
    public static byte[] pae(String type, byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] typeBytes = type.getBytes(StandardCharsets.UTF_8);
        for (byte[] part : List.of(typeBytes, body)) {
            out.writeBytes(((out.size() == 0 ? "DSSEv1 " : " ") + part.length + " ").getBytes(StandardCharsets.UTF_8));
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
