package dev.releasegate.dsse;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;

/**
 * The public key of a private Ed25519 key, which the private one does not hold. Java has no call for it, but makes a pair of
 * keys from 32 random bytes, which are the private key (RFC 8032, 5.1.5): given those of a key, it makes that key's pair.
 */
final class PublicHalf {
    private PublicHalf() {}

    /** The public key in DER (SubjectPublicKeyInfo). */
    static byte[] of(EdECPrivateKey key) throws GeneralSecurityException {
        byte[] seed = key.getBytes().orElseThrow();
        KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
        generator.initialize(NamedParameterSpec.ED25519, new Known(seed));
        KeyPair pair = generator.generateKeyPair();
        if (pair.getPrivate() instanceof EdECPrivateKey made
                && Arrays.equals(made.getBytes().orElseThrow(), seed)) {
            return pair.getPublic().getEncoded();
        }
        throw new GeneralSecurityException("the pair is that of another key");
    }

    /** Random bytes that are known. */
    private static final class Known extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final transient byte[] bytes;

        Known(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public void nextBytes(byte[] target) {
            if (target.length != bytes.length) {
                throw new IllegalStateException("a key has " + bytes.length + " bytes");
            }
            System.arraycopy(bytes, 0, target, 0, bytes.length);
        }
    }
}
