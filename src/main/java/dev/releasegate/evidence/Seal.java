package dev.releasegate.evidence;

import dev.releasegate.dsse.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A digest over files, kept in memory from the probe to the check, so that neither can be changed in between unseen. */
public final class Seal {
    private Seal() {}

    /** The SHA-256, in hexadecimal, over the names and contents of the files; a missing file counts as missing. */
    public static String of(List<Path> files) throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path file : files) {
            String content = Files.isRegularFile(file) ? FileDigest.of(file).sha256() : "missing";
            all.append(content).append(' ').append(file.getFileName()).append('\n');
        }
        return Sha256.hex(all.toString());
    }
}
