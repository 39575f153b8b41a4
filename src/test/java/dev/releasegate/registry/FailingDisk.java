package dev.releasegate.registry;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A disk that fails at the k-th call: {@code failing-disk.c}, compiled and preloaded into the Registry's process. Needs
 * Linux and {@code gcc}.
 */
final class FailingDisk {
    /** What becomes of a call that fails. */
    enum How {
        NOTHING_IS_DONE(0),
        A_WRITE_IS_DONE_BY_HALF(1),
        A_SYNC_THROWS_AWAY_WHAT_WAS_WRITTEN(2);

        private final int number;

        How(int number) {
            this.number = number;
        }
    }

    /** What a call is answered that fails. */
    enum Errno {
        EIO(5),
        ENOSPC(28);

        private final int number;

        Errno(int number) {
            this.number = number;
        }
    }

    /** Which calls are counted, and fail. */
    enum Calls {
        ALL(0b111_111),
        SYNCS_OF_THE_LOG(0b000_010),
        WRITES_OF_THE_DATABASE(0b001_000),
        SYNCS_OF_THE_DATABASE(0b010_000);

        private final int bits;

        Calls(int bits) {
            this.bits = bits;
        }
    }

    /** From the k-th of these calls on, so many of them fail. */
    record Fault(Calls calls, int first, int number, Errno errno, How how) {}

    private static final int COUNTDOWN = 0;
    private static final int LENGTH = 1;
    private static final int ERRNO = 2;
    private static final int HOW = 3;
    private static final int COUNTED = 4;
    private static final int FAILED = 8;
    private static final int WORDS = 17;
    private static final List<String> FILES = List.of("log", "database");
    private static final List<String> CALLS = List.of("write", "sync", "truncate");

    private final Path library;
    private final Path controlFile;
    private final IntBuffer control;

    private FailingDisk(Path library, Path controlFile, IntBuffer control) {
        this.library = library;
        this.controlFile = controlFile;
        this.control = control;
    }

    static FailingDisk in(Path directory) throws Unavailable {
        Path library = directory.resolve("failing-disk.so");
        Path controlFile = directory.resolve("failing-disk.control");
        try {
            Path source = Command.resource("failing-disk.c", directory);
            Command.run("gcc", "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl");
            try (FileChannel channel = FileChannel.open(
                    controlFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                IntBuffer control = channel.map(FileChannel.MapMode.READ_WRITE, 0, WORDS * Integer.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .asIntBuffer();
                return new FailingDisk(library, controlFile, control);
            }
        } catch (IOException e) {
            throw new Unavailable("that write and sync faults are told honestly", String.valueOf(e.getMessage()));
        }
    }

    /** What makes a process use this disk. */
    Map<String, String> environment() {
        return Map.of("LD_PRELOAD", library.toString(), "FAILING_DISK", controlFile.toString());
    }

    void arm(Fault fault) {
        control.put(LENGTH, fault.number());
        control.put(ERRNO, fault.errno().number);
        control.put(HOW, fault.how().number);
        control.put(COUNTED, fault.calls().bits);
        control.put(COUNTDOWN, fault.first());
    }

    /** Nothing fails any more. */
    void heal() {
        control.put(COUNTDOWN, 0);
        control.put(LENGTH, 0);
    }

    /** How many calls have failed. */
    int failed() {
        int sum = 0;
        for (int at = FAILED; at < WORDS; at++) {
            sum += control.get(at);
        }
        return sum;
    }

    /** Which calls have failed, e.g. {@code 12 of log write, 3 of log sync}. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        for (int file = 0; file < FILES.size(); file++) {
            for (int call = 0; call < CALLS.size(); call++) {
                int failed = control.get(FAILED + file * CALLS.size() + call);
                if (failed > 0) {
                    parts.add(failed + " of " + FILES.get(file) + " " + CALLS.get(call));
                }
            }
        }
        return "calls that failed: " + String.join(", ", parts);
    }
}
