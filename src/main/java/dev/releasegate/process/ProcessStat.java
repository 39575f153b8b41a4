package dev.releasegate.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What Linux tells of a process in {@code /proc/<pid>/stat}.
 *
 * @param state one letter, such as R
 * @param startTicks when it was started, in ticks since the machine was: two processes with the same id differ in it
 */
record ProcessStat(char state, long startTicks) {
    static final Path PROC = Path.of("/proc");

    private static final Path BOOT_ID = PROC.resolve("sys/kernel/random/boot_id");

    /** Of the fields after the name of the program, counted from 0: the state is field 3 of the line, the start field 22. */
    private static final int STATE = 0;

    private static final int START = 19;

    /** Empty if there is no such process, or this machine does not tell. */
    static Optional<ProcessStat> of(long pid) {
        try {
            return parse(Files.readString(PROC.resolve(Long.toString(pid)).resolve("stat")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * The name of the program is in parentheses and may hold blanks and parentheses itself, so what is looked for is
     * behind the last one: {@code 4711 (a) S (b) R 1 …} is running and not asleep.
     */
    static Optional<ProcessStat> parse(String line) {
        String[] fields = line.substring(line.lastIndexOf(')') + 1).strip().split(" ", -1);
        return fields.length > START
                ? Optional.of(new ProcessStat(fields[STATE].charAt(0), Long.parseLong(fields[START])))
                : Optional.empty();
    }

    /** Names this run of the machine; empty if it does not tell. */
    static Optional<String> bootId() {
        try {
            return Optional.of(Files.readString(BOOT_ID).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether it has ended and only waits for somebody to read its status. It holds nothing any more then. */
    boolean hasEnded() {
        return state == 'Z' || state == 'X';
    }
}
