package dev.releasegate.evidence;

import dev.releasegate.dsse.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * What a file held when it was read.
 *
 * @param sha256 of its bytes, 64 lower-case hexadecimal digits
 * @param bytes how many they were
 */
public record FileDigest(String sha256, long bytes) {
    private static final int PIECE = 64 << 10;

    /**
     * Reads a file of any size piece by piece.
     *
     * @throws IOException if it is missing or cannot be read to its end
     */
    public static FileDigest of(Path file) throws IOException {
        MessageDigest digest = Sha256.begin();
        byte[] piece = new byte[PIECE];
        long bytes = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                digest.update(piece, 0, read);
                bytes += read;
            }
        }
        return new FileDigest(HexFormat.of().formatHex(digest.digest()), bytes);
    }
}
