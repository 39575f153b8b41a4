package dev.releasegate.gate;

import dev.releasegate.dsse.Sha256;
import dev.releasegate.evidence.Artifact;
import dev.releasegate.evidence.FileDigest;
import dev.releasegate.evidence.GitState;
import dev.releasegate.evidence.Observed;
import dev.releasegate.evidence.Origin;
import dev.releasegate.evidence.Terms;
import dev.releasegate.evidence.TermsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where what is measured comes from, as far as the build knows it.
 *
 * @param project groupId:artifactId:version, or empty text
 * @param directory of the project
 * @param buildDirectory what is in it is no source
 * @param artifact of the project, if it has one
 * @param tools that take the measurement: the versions of maven and plugin
 */
public record Origins(
        String project, Path directory, Path buildDirectory, Optional<Path> artifact, Map<String, String> tools) {
    static final String SCRATCH = "git-scratch";

    public Origins {
        tools = Map.copyOf(tools);
    }

    /**
     * Where what this subject runs comes from.
     *
     * @throws IOException if the artifact cannot be read
     */
    public Origin of(Subject subject) throws IOException {
        Map<String, String> environment = new TreeMap<>(tools);
        environment.put("os", System.getProperty("os.name", ""));
        environment.put("arch", System.getProperty("os.arch", ""));
        environment.put("jdk", Runtime.version().toString());
        environment.put("cpus", Integer.toString(Runtime.getRuntime().availableProcessors()));
        return new Origin(project, source(), subject.isMadeHere(), artifact(subject), environment);
    }

    /**
     * What is there now, beside the evidence of a run.
     *
     * @param terms as they are configured now
     * @throws IOException if the artifact cannot be read
     */
    public Observed observed(Subject subject, Terms terms) throws IOException {
        return new Observed(project, source(), artifact(subject), Sha256.hex(TermsFile.bytes(terms)));
    }

    private GitState source() {
        return GitState.of(
                directory,
                List.of(buildDirectory),
                buildDirectory.resolve("release-gate").resolve(SCRATCH));
    }

    private Optional<Artifact> artifact(Subject subject) throws IOException {
        Optional<Path> file = subject.artifact(artifact);
        return file.isEmpty()
                ? Optional.empty()
                : Optional.of(new Artifact(
                        file.get().getFileName().toString(),
                        FileDigest.of(file.get()).sha256()));
    }
}
