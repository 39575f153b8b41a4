package dev.releasegate.dsse;

import java.util.Base64;
import java.util.Optional;

/**
 * A public key whose signatures are believed.
 *
 * @param name what the operator calls it
 * @param id SHA-256 of the key in DER, 64 lower-case hexadecimal digits
 * @param base64 the key in DER (SubjectPublicKeyInfo)
 */
public record TrustedKey(String name, KeyAlgorithm algorithm, String id, String base64) {
    /**
     * A key of this name, or, where that is empty, one that is called by its id.
     *
     * @return empty if the algorithm of the key is none that is known here
     */
    public static Optional<TrustedKey> of(String name, byte[] der) {
        String id = Sha256.hex(der);
        String base64 = Base64.getEncoder().encodeToString(der);
        return KeyAlgorithm.of(der).map(algorithm -> new TrustedKey(name.isEmpty() ? id : name, algorithm, id, base64));
    }

    /** Whether this key made the signature, of exactly this message. */
    public boolean hasSigned(byte[] message, byte[] signature) {
        return algorithm.verify(Base64.getDecoder().decode(base64), message, signature);
    }

    /** Whether a signature says it is by this key. */
    boolean isCalled(String keyId) {
        return keyId.equals(name) || keyId.equals(id);
    }
}
