package dev.releasegate.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A digest over files, kept in memory from the probe to the check, so that neither can be changed in between unseen. */
public final class Seal {
    private Seal() {}

    /** The SHA-256, in hexadecimal, over the names and contents of the files; a missing file counts as missing. */
    public static String of(List<Path> files) throws IOException {
        MessageDigest digest = sha256();
        for (Path file : files) {
            boolean there = Files.isRegularFile(file);
            String head = file.getFileName() + " " + (there ? Files.size(file) : "missing") + "\n";
            digest.update(head.getBytes(StandardCharsets.UTF_8));
            if (there) {
                try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                    in.transferTo(OutputStream.nullOutputStream());
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
