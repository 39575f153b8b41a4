package dev.releasegate.dsse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The keys whose signatures are believed, read from a file of public keys in PEM. A line {@code name: …} before a key
 * names it; other lines between the keys must be empty or begin with {@code #}.
 *
 * <pre>
 * # who may sign manifests
 * name: build server
 * -----BEGIN PUBLIC KEY-----
 * MCowBQYDK2VwAyEA…
 * -----END PUBLIC KEY-----
 * </pre>
 */
public final class TrustedKeys {
    /** Most keys taken: each may have to be tried with each signature. */
    static final int MOST = 32;

    private static final int FILE_LIMIT = 64 << 10;
    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String END = "-----END PUBLIC KEY-----";
    private static final String NAME = "name:";

    private final List<TrustedKey> keys;

    private TrustedKeys(List<TrustedKey> keys) {
        this.keys = keys;
    }

    /** These keys, of which there is at least one. */
    public static TrustedKeys of(List<TrustedKey> keys) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("no trusted keys");
        }
        return new TrustedKeys(List.copyOf(keys));
    }

    /**
     * Reads the file.
     *
     * @throws UnusableKeyException if it cannot be read, holds no key, or anything else; says where, and shows nothing of it
     */
    public static TrustedKeys read(Path file) throws UnusableKeyException {
        try {
            if (Files.size(file) > FILE_LIMIT) {
                throw new UnusableKeyException(
                        "the file of trusted keys " + file + " is larger than " + FILE_LIMIT + " bytes");
            }
            return parse(
                    file, Files.readString(file, StandardCharsets.UTF_8).lines().toList());
        } catch (IOException e) {
            throw new UnusableKeyException(
                    "the file of trusted keys " + file + " cannot be read as text in UTF-8: " + e);
        }
    }

    private static TrustedKeys parse(Path file, List<String> lines) throws UnusableKeyException {
        List<TrustedKey> keys = new ArrayList<>();
        String name = "";
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.equals(BEGIN)) {
                int end = i + 1;
                while (end < lines.size() && !lines.get(end).strip().equals(END)) {
                    end++;
                }
                keys.add(key(name, lines.subList(i + 1, Math.min(end, lines.size())), file, i + 1));
                name = "";
                i = end;
            } else if (line.startsWith(NAME) && name.isEmpty() && line.length() > NAME.length()) {
                name = line.substring(NAME.length()).strip();
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                throw new UnusableKeyException(unexpected(line) + where(file, i + 1));
            }
        }
        check(keys, name, file);
        return new TrustedKeys(List.copyOf(keys));
    }

    private static TrustedKey key(String name, List<String> base64, Path file, int line) throws UnusableKeyException {
        try {
            byte[] der = Base64.getDecoder().decode(String.join("", base64).replace(" ", ""));
            return TrustedKey.of(name, der)
                    .orElseThrow(() -> new UnusableKeyException(
                            "a key that is neither Ed25519 nor ECDSA over P-256 (uncompressed)" + where(file, line)));
        } catch (IllegalArgumentException e) {
            throw new UnusableKeyException("a key that is not base64, or has no " + END + where(file, line));
        }
    }

    private static void check(List<TrustedKey> keys, String name, Path file) throws UnusableKeyException {
        if (!name.isEmpty()) {
            throw new UnusableKeyException(
                    "a name without a key after it at the end of the file of trusted keys " + file);
        }
        if (keys.isEmpty() || keys.size() > MOST) {
            throw new UnusableKeyException("the file of trusted keys " + file + " must hold 1 to " + MOST
                    + " public keys in PEM (" + BEGIN + "), but holds " + keys.size());
        }
        if (keys.stream().map(TrustedKey::name).distinct().count() < keys.size()
                || keys.stream().map(TrustedKey::id).distinct().count() < keys.size()) {
            throw new UnusableKeyException("the file of trusted keys " + file + " holds a name or a key twice");
        }
    }

    private static String unexpected(String line) {
        if (line.contains("PRIVATE KEY")) {
            return "a private key, which must be nobody's but the signer's";
        }
        if (line.contains("BEGIN CERTIFICATE")) {
            return "a certificate; its key alone is wanted (openssl x509 -pubkey -noout)";
        }
        return "a line that is neither part of a public key in PEM nor begins with " + NAME + " or #";
    }

    private static String where(Path file, int line) {
        return " (line " + line + " of the file of trusted keys " + file + ")";
    }

    /** Which of the keys signed the envelope. Every signature is tried with every key, whatever it says of itself. */
    public WhoSigned whoSigned(Envelope envelope) {
        byte[] message = envelope.signed();
        for (Envelope.Signature signature : envelope.signatures()) {
            Optional<TrustedKey> signer = keys.stream()
                    .filter(key -> key.hasSigned(message, signature.bytes()))
                    .findFirst();
            if (signer.isPresent()) {
                return new WhoSigned.Trusted(signer.get());
            }
        }
        return envelope.signatures().stream().anyMatch(this::namesOne)
                ? new WhoSigned.Pretender()
                : new WhoSigned.Stranger();
    }

    private boolean namesOne(Envelope.Signature signature) {
        return keys.stream().anyMatch(key -> key.isCalled(signature.keyId()));
    }
}
