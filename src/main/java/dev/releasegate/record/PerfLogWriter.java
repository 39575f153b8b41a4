package dev.releasegate.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Writes a perf log: one JSON object a line, whole lines in each write to the file, so that a crash tears at most the last
 * line. Safe for use by several threads.
 */
public final class PerfLogWriter implements Closeable {
    /** RFC 3339 in UTC with microseconds, such as {@code 2026-11-23T16:44:10.000123Z}. */
    private static final DateTimeFormatter TS =
            new DateTimeFormatterBuilder().appendInstant(6).toFormatter(Locale.ROOT);

    private final JsonFactory json = new JsonFactory();
    private final FileChannel file;
    private boolean isTorn;
    private long records;

    private PerfLogWriter(FileChannel file, boolean isTorn) {
        this.file = file;
        this.isTorn = isTorn;
    }

    /**
     * Creates the log. The file must not exist, and a symbolic link in its place is not followed.
     *
     * @throws IOException if the file exists or cannot be created
     */
    public static PerfLogWriter create(Path path) throws IOException {
        return new PerfLogWriter(
                FileChannel.open(
                        path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                false);
    }

    /**
     * Goes on with a log, or creates it. A torn line at its end stays there, as a line of its own. A symbolic link in its
     * place is not followed.
     *
     * @throws IOException if it cannot be created or written, or is something else than a perf log
     */
    public static PerfLogWriter append(Path path) throws IOException {
        boolean isTorn = Files.exists(path, LinkOption.NOFOLLOW_LINKS) && isTorn(path);
        return new PerfLogWriter(
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS),
                isTorn);
    }

    private static boolean isTorn(Path path) throws IOException {
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("it is there and is no plain file");
        }
        try (FileChannel there = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            if (there.size() == 0) {
                return false;
            }
            if (byteAt(there, 0) != '{') {
                throw new IOException("it is there and is no perf log, which begins with {");
            }
            return byteAt(there, there.size() - 1) != '\n';
        }
    }

    private static byte byteAt(FileChannel file, long position) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        file.read(one, position);
        return one.get(0);
    }

    /** Appends one record as one line with one write. */
    public void write(PerfRecord entry) throws IOException {
        write(List.of(entry));
    }

    /**
     * Appends the records, each as one line, with one write.
     *
     * @throws IOException if not all could be written; {@link #records()} tells how many were, and what follows begins a
     *     line of its own
     */
    public synchronized void write(List<PerfRecord> entries) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream(256 * entries.size());
        int[] ends = new int[entries.size()];
        if (isTorn) {
            lines.write('\n');
        }
        for (int i = 0; i < ends.length; i++) {
            lines.writeBytes(line(entries.get(i)));
            ends[i] = lines.size();
        }
        ByteBuffer bytes = ByteBuffer.wrap(lines.toByteArray());
        try {
            writeAll(bytes);
        } finally {
            records += IntStream.of(ends).filter(end -> end <= bytes.position()).count();
        }
    }

    /**
     * Says that so many records should stand here and do not: with a line that is no perf record, so that a log that is
     * not whole is never taken for one that is.
     */
    public synchronized void writeGap(long missing) throws IOException {
        writeAll(ByteBuffer.wrap(
                ((isTorn ? "\n" : "") + "{\"missing\":" + missing + "}\n").getBytes(StandardCharsets.UTF_8)));
    }

    private void writeAll(ByteBuffer bytes) throws IOException {
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } finally {
            if (bytes.position() > 0) {
                isTorn = bytes.get(bytes.position() - 1) != '\n';
            }
        }
    }

    /** How many records were written. */
    public synchronized long records() {
        return records;
    }

    /** Makes what was written survive a power loss, then closes the file. */
    @Override
    public synchronized void close() throws IOException {
        if (file.isOpen()) {
            try (file) {
                file.force(true);
            }
        }
    }

    private byte[] line(PerfRecord entry) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator out = json.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringField("ts", TS.format(entry.ts()));
            out.writeStringField("sessionId", entry.sessionId());
            out.writeStringField("tool", entry.step().tool());
            out.writeStringField("step", entry.step().name());
            writeMs(out, "ms", entry.ms());
            writeOutcome(out, entry.outcome());
            writeCircumstances(out, entry.circumstances());
            out.writeEndObject();
            out.writeRaw('\n');
        }
        return bytes.toByteArray();
    }

    private static void writeOutcome(JsonGenerator out, Outcome outcome) throws IOException {
        if (outcome instanceof Outcome.Success) {
            out.writeBooleanField("ok", true);
        } else if (outcome instanceof Outcome.Failure failure) {
            out.writeBooleanField("ok", false);
            out.writeStringField("errorReason", failure.reason().code());
        }
    }

    private static void writeCircumstances(JsonGenerator out, Circumstances known) throws IOException {
        if (known.phase() == Phase.WARM_UP) {
            out.writeStringField("phase", PerfRecordParser.WARM_UP);
        }
        if (known.requestId().isPresent()) {
            out.writeStringField("requestId", known.requestId().get().text());
        }
        if (known.proof().isPresent()) {
            out.writeStringField("proof", known.proof().get());
        }
        if (known.timing().isPresent()) {
            writeTiming(out, known.timing().get());
        }
        Control control = known.control().orElse(null);
        if (control instanceof Control.Took took) {
            writeMs(out, "controlMs", took.ms());
        } else if (control instanceof Control.Failed) {
            out.writeBooleanField("controlFailed", true);
        }
    }

    private static void writeTiming(JsonGenerator out, Timing timing) throws IOException {
        writeMs(out, "dueMs", timing.dueMs());
        if (timing.waitMs() > 0) {
            writeMs(out, "waitMs", timing.waitMs());
        }
        writeMs(out, "lagMs", timing.lagMs());
        writeMs(out, "connectMs", timing.connectMs());
        writeMs(out, "tlsMs", timing.tlsMs());
        writeMs(out, "firstByteMs", timing.firstByteMs());
        writeMs(out, "bodyMs", timing.bodyMs());
    }

    private static void writeMs(JsonGenerator out, String name, OptionalDouble ms) throws IOException {
        if (ms.isPresent()) {
            writeMs(out, name, ms.getAsDouble());
        }
    }

    private static void writeMs(JsonGenerator out, String name, double ms) throws IOException {
        out.writeFieldName(name);
        out.writeNumber(plain(ms));
    }

    /** All digits and no exponent: 12.345678 is read back as the number that was measured. */
    private static String plain(double ms) {
        return Decimal.of(ms).stripTrailingZeros().toPlainString();
    }
}
