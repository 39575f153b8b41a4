package dev.releasegate.evidence;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * What a statement says beyond in-toto's test-result, in its member {@code releaseGate}.
 *
 * @param sessionId of the session whose samples were judged
 * @param files of the bundle, with their digests
 * @param identity of what was measured
 * @param environment where it was measured
 * @param source which files the build was made from; empty if git did not know
 * @param clockDriftMs how far the time of day moved against the elapsed time while it was measured; empty if not known
 */
public record Particulars(
        String sessionId,
        List<Resource> files,
        Identity identity,
        Environment environment,
        Optional<Source> source,
        OptionalDouble clockDriftMs) {
    /** @throws IllegalArgumentException if the drift is no number */
    public Particulars {
        files = List.copyOf(files);
        if (clockDriftMs.isPresent() && !Double.isFinite(clockDriftMs.getAsDouble())) {
            throw new IllegalArgumentException("clockDriftMs must be a finite number");
        }
    }

    /**
     * How surely it is known what was measured, from I0 to I4.
     *
     * @param required what the release is held to
     * @param proven what was proved
     */
    public record Identity(String required, String proven) {
        private static final Pattern LEVEL = Pattern.compile("I[0-4]");

        /** @throws IllegalArgumentException if one of them is no such level */
        public Identity {
            if (!LEVEL.matcher(required).matches() || !LEVEL.matcher(proven).matches()) {
                throw new IllegalArgumentException("an identity must be from I0 to I4");
            }
        }
    }

    /**
     * The machine and the programs, without anything that names the machine or its user.
     *
     * @param cpus how many of them Java sees
     * @param maven its version
     * @param plugin the version of this plugin
     */
    public record Environment(String os, String arch, String jdk, int cpus, String maven, String plugin) {
        /** That of this process. */
        public static Environment here(String maven, String plugin) {
            return new Environment(
                    System.getProperty("os.name") + " " + System.getProperty("os.version"),
                    System.getProperty("os.arch"),
                    System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
                    Runtime.getRuntime().availableProcessors(),
                    maven,
                    plugin);
        }
    }

    /**
     * The files of the repository as they were.
     *
     * @param dirty whether they were otherwise than in the commit
     * @param gitTree git's hash of them
     */
    public record Source(boolean dirty, String gitTree) {
        /** What git knows of it. */
        public static Optional<Source> of(GitState state) {
            return state instanceof GitState.Known known
                    ? Optional.of(new Source(known.dirty(), known.tree()))
                    : Optional.empty();
        }
    }
}
