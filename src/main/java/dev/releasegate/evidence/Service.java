package dev.releasegate.evidence;

import java.util.List;
import java.util.Optional;

/**
 * What is known of the service that answered.
 *
 * @param baseUrl where it answered
 * @param process that was started for it, or empty where none was
 * @param nonce that it was told, in hexadecimal; its digest was sealed before the first sample
 * @param started the file that the process was started from, or empty where nobody can say which it is
 * @param before what was seen of it before the first sample
 * @param after what was seen of it after the last
 */
public record Service(
        String baseUrl,
        Optional<StartedProcess> process,
        String nonce,
        Optional<StartedFile> started,
        Sight before,
        Sight after) {
    /**
     * A process, so that it can be told from every other one.
     *
     * @param pid its number
     * @param start when it began: ticks of the machine's clock, or a time of day where there are none
     * @param boot of the machine, or empty text where it does not tell
     * @param words for people, such as {@code process 4711 (/usr/bin/java), started 2026-11-28T13:40:01Z}
     */
    public record StartedProcess(long pid, String start, String boot, String words) {}

    /**
     * The file that a process was started from.
     *
     * @param name without its folder
     * @param sha256Before when the process was started
     * @param sha256After when the last sample had been taken
     */
    public record StartedFile(String name, String sha256Before, String sha256After) {}

    /**
     * What was seen at one end of the run.
     *
     * @param owner of the port
     * @param shown what the behavioural proofs showed; empty where there are none
     */
    public record Sight(Owner owner, List<Shown> shown) {
        public Sight {
            shown = List.copyOf(shown);
        }
    }

    /** Whose the port is on which the service answers. */
    public sealed interface Owner {}

    /** It belongs to the process that was started, or to what that has started, and to nobody else. */
    public record Ours() implements Owner {}

    /**
     * It belongs to others.
     *
     * @param who in words
     */
    public record NotOurs(String who) implements Owner {}

    /**
     * Nobody can say.
     *
     * @param why not
     */
    public record NotTold(String why) implements Owner {}

    /**
     * What a behavioural proof showed.
     *
     * @param proof its name
     * @param met whether it holds
     * @param seen what was seen, for people
     */
    public record Shown(String proof, boolean met, String seen) {}
}
