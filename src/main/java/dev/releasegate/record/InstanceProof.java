package dev.releasegate.record;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How a service proves that an answer comes from the very process that was started for this run: whoever starts it gives it
 * a random nonce of 32 bytes in its environment ({@link #VARIABLE}), and it puts into each answer ({@link #HEADER}) what
 * only somebody with the nonce can work out for that request,
 *
 * <pre>
 * lower-case hex of HMAC-SHA256(key = the 32 bytes of the nonce, message = the request id as it was sent, in UTF-8)
 * </pre>
 *
 * <p>A worked example, for the nonce of the bytes 0, 1, 2 … 31 and the request id {@code example-1}:
 *
 * <pre>
 * printf %s example-1 | openssl dgst -sha256 -mac HMAC \
 *   -macopt hexkey:000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f
 * 61ce90a28723acac67ec405813bc2a9b8626d766b71ee9405a0e085954dba15a
 * </pre>
 *
 * <p>An orphan of an earlier build, a mock, and a copy of the service that somebody else has started have no nonce or another
 * one. It proves nothing against who can read the environment of the service, or can pass requests on to it.
 *
 * <p>Safe for use by several threads.
 */
public final class InstanceProof {
    /** The environment variable that hands the nonce to the service, as 64 lower-case hex digits. */
    public static final String VARIABLE = "RELEASE_GATE_NONCE";

    /** The header of an answer that carries the proof. */
    public static final String HEADER = "X-Release-Gate-Instance";

    private static final int NONCE_BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern NONCE = Pattern.compile("[0-9a-f]{" + 2 * NONCE_BYTES + "}");
    private static final Pattern FORM = Pattern.compile("[0-9A-Fa-f]{1,64}");

    private final byte[] nonce;
    private final ThreadLocal<Mac> mac;

    private InstanceProof(byte[] nonce) {
        this.nonce = nonce;
        this.mac = ThreadLocal.withInitial(() -> mac(nonce));
    }

    /** One with a nonce that nobody has had before. */
    public static InstanceProof random() {
        byte[] nonce = new byte[NONCE_BYTES];
        new SecureRandom().nextBytes(nonce);
        return new InstanceProof(nonce);
    }

    /**
     * The one of a nonce that is known.
     *
     * @param nonce as {@link #nonce()} gives it
     * @throws IllegalArgumentException if that is no nonce; what it is is not told
     */
    public static InstanceProof ofNonce(String nonce) {
        if (!NONCE.matcher(nonce).matches()) {
            throw new IllegalArgumentException("a nonce must be " + 2 * NONCE_BYTES + " lower-case hex digits");
        }
        return new InstanceProof(HexFormat.of().parseHex(nonce));
    }

    /** Whether a text could be a proof, right or wrong: 1 to 64 hex digits. */
    public static boolean isWellFormed(String text) {
        return FORM.matcher(text).matches();
    }

    /** The nonce, for the environment of the service; a secret as long as the service runs. */
    public String nonce() {
        return HexFormat.of().formatHex(nonce);
    }

    /** What can be told of the nonce before it is given away: the SHA-256 of its 32 bytes, in lower-case hex. */
    public String nonceSha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(nonce));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** What only the process with the nonce can answer to the request of this id. */
    public String of(RequestId id) {
        return HexFormat.of().formatHex(mac.get().doFinal(id.text().getBytes(StandardCharsets.UTF_8)));
    }

    /** Whether this is the proof for the request of this id. It takes the same time however much of it is right. */
    public boolean proves(RequestId id, String proof) {
        return MessageDigest.isEqual(of(id).getBytes(StandardCharsets.UTF_8), proof.getBytes(StandardCharsets.UTF_8));
    }

    /** Which one it is, without what is secret of it. */
    @Override
    public String toString() {
        return "the instance whose nonce has the SHA-256 " + nonceSha256();
    }

    private static Mac mac(byte[] nonce) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(nonce, ALGORITHM));
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
