package dev.releasegate.evidence;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How sure it is that what was measured is the service of this build. A higher level is worth more than a lower one. */
public enum IdentityLevel {
    /** Whatever answered was measured. */
    I0("nothing is proven about what answered"),

    /** The behavioural proofs held before and after the samples were taken. */
    I1("what answered behaved as the service does"),

    /** The process that was started was the only one that listened, before and after. */
    I2("the process that was started is the only owner of the port"),

    /** Every answer had the proof that only the process can give that was told the nonce of this run. */
    I3("every answer proves that it is of the process that was started"),

    /** And the file that was started is the artifact, before and after. */
    I4("the process that was started ran the artifact of this build");

    private final String words;

    IdentityLevel(String words) {
        this.words = words;
    }

    /** What it means, for people. */
    public String words() {
        return words;
    }

    /** The level of that name, such as {@code I2}. */
    public static Optional<IdentityLevel> named(String name) {
        return Arrays.stream(values())
                .filter(level -> level.name().equals(name))
                .findFirst();
    }

    /** The names of all. */
    public static List<String> names() {
        return Arrays.stream(values()).map(IdentityLevel::name).toList();
    }
}
