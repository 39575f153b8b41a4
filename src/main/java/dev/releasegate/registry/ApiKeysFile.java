package dev.releasegate.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A file of lines {@code name: key}; empty lines and lines that begin with # are passed over. */
final class ApiKeysFile {
    /** So short a key could be guessed; {@code openssl rand -hex 32} makes 64 characters. */
    private static final int LEAST_LENGTH = 16;

    /** A key of fewer different characters is a pattern. */
    private static final int LEAST_VARIETY = 8;

    private ApiKeysFile() {}

    /**
     * The keys in it.
     *
     * @throws UsageException if others than its owner and group can read or write it, or a line cannot be; says which
     *     line, and never what is in it
     */
    static List<ApiKey> read(Path file) throws UsageException {
        List<ApiKey> keys = new ArrayList<>();
        List<String> lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                keys.add(key(line, file + ":" + (i + 1)));
            }
        }
        try {
            new ApiKeys(keys);
        } catch (IllegalArgumentException e) {
            throw new UsageException(file + ": " + e.getMessage());
        }
        return keys;
    }

    private static ApiKey key(String line, String place) throws UsageException {
        int colon = line.indexOf(':');
        if (colon < 0) {
            throw new UsageException(place + ": the line must be of the form \"name: key\"");
        }
        String key = line.substring(colon + 1).strip();
        if (key.length() < LEAST_LENGTH || key.chars().distinct().count() < LEAST_VARIETY) {
            throw new UsageException(place + ": the key must be of at least " + LEAST_LENGTH + " characters, "
                    + LEAST_VARIETY + " of them different; \"openssl rand -hex 32\" makes one");
        }
        try {
            return new ApiKey(line.substring(0, colon).strip(), key);
        } catch (IllegalArgumentException e) {
            throw new UsageException(place + ": " + e.getMessage());
        }
    }

    private static List<String> lines(Path file) throws UsageException {
        try {
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                refuseOpen(file, Files.getPosixFilePermissions(file));
            }
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UsageException(RegistrySettings.API_KEYS.name() + " names a file that cannot be read: " + e);
        }
    }

    private static void refuseOpen(Path file, Set<PosixFilePermission> permissions) throws UsageException {
        if (permissions.contains(PosixFilePermission.OTHERS_READ)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new UsageException(file + " is open to every user of this machine: chmod 600 it");
        }
    }
}
