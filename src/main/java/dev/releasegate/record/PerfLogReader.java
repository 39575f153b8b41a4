package dev.releasegate.record;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Reads a perf log line by line, in the memory of one line. A line that is not a record is handed on, never dropped. */
public final class PerfLogReader {
    private PerfLogReader() {}

    /**
     * Hands every line that is not blank to the consumer, in the order of the file.
     *
     * @throws IOException if the file is missing or cannot be read
     */
    public static void read(Path log, Consumer<LogLine> consumer) throws IOException {
        PerfRecordParser parser = new PerfRecordParser();
        try (InputStream in = Files.newInputStream(log)) {
            RawLines lines = new RawLines(in);
            for (RawLine line = lines.next(); !line.isEnd(); line = lines.next()) {
                if (!line.isBlank()) {
                    consumer.accept(parse(parser, line));
                }
            }
        }
    }

    private static LogLine parse(PerfRecordParser parser, RawLine line) {
        try {
            return new LogLine.Sample(line.number(), parser.parse(line));
        } catch (NotAPerfRecordException e) {
            return line.ended()
                    ? new LogLine.Rejected(line.number(), e.getMessage())
                    : new LogLine.Torn(line.number(), e.getMessage());
        }
    }
}
