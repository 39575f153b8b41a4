package dev.releasegate.dsse;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/**
 * An ECDSA signature over P-256, a pair of numbers, in either of the two forms that signers write: ASN.1 DER (OpenSSL,
 * sigstore, python-cryptography) or the two numbers one after the other (the DSSE specification's own example, JOSE,
 * WebCrypto).
 *
 * <p>Numbers that can be in no signature are refused here: Java 17 before 17.0.3 took two zeros for a signature of
 * anything (CVE-2022-21449).
 */
record EcdsaSignature(BigInteger r, BigInteger s) {
    private static final int NUMBER_LENGTH = 32;
    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;
    private static final BigInteger ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    /** Reads either form; empty if it is neither, or cannot be a signature. */
    static Optional<EcdsaSignature> read(byte[] bytes) {
        Optional<EcdsaSignature> found = der(bytes);
        if (found.isEmpty() && bytes.length == 2 * NUMBER_LENGTH) {
            found = Optional.of(new EcdsaSignature(
                    new BigInteger(1, bytes, 0, NUMBER_LENGTH),
                    new BigInteger(1, bytes, NUMBER_LENGTH, NUMBER_LENGTH)));
        }
        return found.filter(signature -> isInRange(signature.r) && isInRange(signature.s));
    }

    private static boolean isInRange(BigInteger number) {
        return number.signum() > 0 && number.compareTo(ORDER) < 0;
    }

    /** DER has one form for one pair: the numbers are read, written again, and must be the same bytes. */
    private static Optional<EcdsaSignature> der(byte[] bytes) {
        if (bytes.length < 8 || bytes.length > 72) {
            return Optional.empty();
        }
        int first = bytes[3];
        if (first < 1 || 6 + first >= bytes.length) {
            return Optional.empty();
        }
        EcdsaSignature read = new EcdsaSignature(
                new BigInteger(bytes, 4, first), new BigInteger(bytes, 6 + first, bytes.length - 6 - first));
        return Arrays.equals(read.der(), bytes) ? Optional.of(read) : Optional.empty();
    }

    private byte[] der() {
        byte[] one = r.toByteArray();
        byte[] other = s.toByteArray();
        byte[] der = new byte[6 + one.length + other.length];
        der[0] = SEQUENCE;
        der[1] = (byte) (der.length - 2);
        der[2] = INTEGER;
        der[3] = (byte) one.length;
        System.arraycopy(one, 0, der, 4, one.length);
        der[4 + one.length] = INTEGER;
        der[5 + one.length] = (byte) other.length;
        System.arraycopy(other, 0, der, 6 + one.length, other.length);
        return der;
    }

    /** The two numbers one after the other, 32 bytes each. */
    byte[] raw() {
        byte[] raw = new byte[2 * NUMBER_LENGTH];
        copyRight(r.toByteArray(), raw, NUMBER_LENGTH);
        copyRight(s.toByteArray(), raw, 2 * NUMBER_LENGTH);
        return raw;
    }

    /** Copies a number so that it ends there; a leading sign byte is left out. */
    private static void copyRight(byte[] number, byte[] to, int end) {
        int length = Math.min(number.length, NUMBER_LENGTH);
        System.arraycopy(number, number.length - length, to, end - length, length);
    }
}
