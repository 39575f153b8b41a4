package dev.releasegate.dsse;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * How a trusted key signs. It follows from the key alone, which says so itself, and never from what was signed.
 *
 * <p>A key's kind is read off its first bytes: Java's cryptography is loaded with the first signature and not before, so
 * that it does not slow the start.
 */
public enum KeyAlgorithm {
    ED25519("302a300506032b6570032100", 32, "Ed25519", "Ed25519") {
        @Override
        boolean isPoint(byte[] key) {
            return true; // which of them are none shows with the first signature: none is by them
        }

        @Override
        Optional<byte[]> signature(byte[] bytes) {
            return bytes.length == 64 ? Optional.of(bytes) : Optional.empty();
        }
    },
    ES256("3059301306072a8648ce3d020106082a8648ce3d03010703420004", 64, "EC", "SHA256withECDSAinP1363Format") {
        @Override
        boolean isPoint(byte[] key) {
            BigInteger x = new BigInteger(1, key, 0, 32);
            BigInteger y = new BigInteger(1, key, 32, 32);
            BigInteger three = BigInteger.valueOf(3);
            return x.compareTo(FIELD) < 0
                    && y.compareTo(FIELD) < 0
                    && y.pow(2)
                            .mod(FIELD)
                            .equals(x.pow(3).subtract(three.multiply(x)).add(B).mod(FIELD));
        }

        @Override
        Optional<byte[]> signature(byte[] bytes) {
            return EcdsaSignature.read(bytes).map(EcdsaSignature::raw);
        }
    };

    /** The prime of P-256, and the constant of its curve. */
    private static final BigInteger FIELD =
            new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);

    private static final BigInteger B =
            new BigInteger("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16);

    private final String prefix;
    private final int keyLength;
    private final String keyFactory;
    private final String signer;

    KeyAlgorithm(String prefix, int keyLength, String keyFactory, String signer) {
        this.prefix = prefix;
        this.keyLength = keyLength;
        this.keyFactory = keyFactory;
        this.signer = signer;
    }

    abstract boolean isPoint(byte[] key);

    /** A signature as Java takes it; empty if it cannot be one. */
    abstract Optional<byte[]> signature(byte[] bytes);

    /** The algorithm of a key in DER (SubjectPublicKeyInfo); empty if it is another one, or no key. */
    static Optional<KeyAlgorithm> of(byte[] der) {
        return Arrays.stream(values()).filter(algorithm -> algorithm.isKey(der)).findAny();
    }

    private boolean isKey(byte[] der) {
        int begin = prefix.length() / 2;
        return der.length == begin + keyLength
                && HexFormat.of().formatHex(der, 0, begin).equals(prefix)
                && isPoint(Arrays.copyOfRange(der, begin, der.length));
    }

    /** Whether the signature is by the owner of the key and of this message. */
    boolean verify(byte[] der, byte[] message, byte[] bytes) {
        Optional<byte[]> signature = signature(bytes);
        if (signature.isEmpty()) {
            return false;
        }
        try {
            PublicKey key = KeyFactory.getInstance(keyFactory).generatePublic(new X509EncodedKeySpec(der));
            Signature verifier = Signature.getInstance(signer);
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature.get());
        } catch (SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot verify " + signer, e);
        }
    }
}
