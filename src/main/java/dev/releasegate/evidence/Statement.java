package dev.releasegate.evidence;

import dev.releasegate.record.StableJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An in-toto Statement v1 with a test-result: which release the verdict is of, what it is, and what it was made from. The
 * same values give the same bytes on every machine.
 *
 * @param subjects what the verdict is of, each known by its digest
 * @param result the verdict
 * @param configuration what the release was held to
 * @param particulars what in-toto has no words for
 */
public record Statement(
        List<Resource> subjects, TestResult result, List<Resource> configuration, Particulars particulars) {
    /** The media type, which is signed with it. */
    public static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";

    /** What a test-result is called. */
    public static final String PREDICATE_TYPE = "https://in-toto.io/attestation/test-result/v0.1";

    static final String TYPE = "https://in-toto.io/Statement/v1";

    /** @throws IllegalArgumentException if it is about nothing */
    public Statement {
        subjects = List.copyOf(subjects);
        configuration = List.copyOf(configuration);
        if (subjects.isEmpty()) {
            throw new IllegalArgumentException("a statement must have a subject");
        }
    }

    /**
     * What a verdict is of: the artifact, and the commit if there is nothing in the files that is not in it. Where there is
     * neither, only the samples are left to speak of.
     *
     * @param artifact that was released, if there is one
     * @param samples the perf log
     */
    public static List<Resource> subjects(Optional<Resource> artifact, GitState git, Resource samples) {
        List<Resource> subjects = new ArrayList<>();
        artifact.ifPresent(subjects::add);
        if (git instanceof GitState.Known known && !known.dirty()) {
            subjects.add(Resource.commit(known));
        }
        return subjects.isEmpty() ? List.of(samples) : List.copyOf(subjects);
    }

    /** As it is written and signed: JSON in UTF-8, its members in one order, lines ended by one character. */
    public byte[] bytes() {
        return StableJson.bytes(StatementJson.of(this));
    }

    /** The test-result alone, for tools that put a statement around it themselves. */
    public byte[] predicateBytes() {
        return StableJson.bytes(StatementJson.predicate(this));
    }
}
