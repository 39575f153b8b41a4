package dev.releasegate.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a {@code verdict.json} says, taken for a claim: whoever relies on it works the verdict out again.
 *
 * @param verdict PASS, INCONCLUSIVE, FAIL or SKIPPED
 * @param observed what was there when it was judged, by name; empty if the evidence was not looked at
 * @param kinds of the faults that the evidence had
 */
public record VerdictClaims(String verdict, Map<String, String> observed, List<String> kinds) {
    /**
     * Reads what a verdict claims.
     *
     * @throws IOException if the file is missing, cannot be read, or is no verdict; the message says which
     */
    public static VerdictClaims read(Path file) throws IOException {
        return JsonFile.read(file, "verdict", root -> {
            if (root.whole("schemaVersion") != 1) {
                throw new IllegalArgumentException("\"schemaVersion\" must be 1");
            }
            Optional<StrictJson> observed = root.objectIfThere("observed");
            return new VerdictClaims(
                    root.text("verdict"),
                    observed.map(members -> members.map(members::text)).orElse(Map.of()),
                    root.has("findings")
                            ? root.array("findings").stream()
                                    .flatMap(finding -> finding.textIfThere("kind").stream())
                                    .toList()
                            : List.of());
        });
    }
}
