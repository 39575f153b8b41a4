package dev.releasegate.record;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Splits a stream of bytes at its line feeds. Holds one line at a time, and no more than a bound of it. */
final class RawLines {
    /** A longer line is no perf record: it is skipped to its end and reported. */
    static final int MAX_BYTES = 1 << 20;

    private final InputStream in;
    private final byte[] chunk = new byte[1 << 16];
    private int chunkLength;
    private int next;
    private byte[] line = new byte[1 << 10];
    private long number;

    RawLines(InputStream in) {
        this.in = in;
    }

    /** The next line, or {@link RawLine#END}. */
    RawLine next() throws IOException {
        int length = 0;
        boolean tooLong = false;
        boolean started = false;
        while (next < chunkLength || fill()) {
            started = true;
            int end = lineFeedOrEnd();
            int room = Math.min(end - next, MAX_BYTES - length);
            append(length, room);
            length += room;
            tooLong |= room < end - next;
            boolean ended = end < chunkLength;
            next = ended ? end + 1 : end;
            if (ended) {
                return new RawLine(++number, line, length, true, tooLong);
            }
        }
        return started ? new RawLine(++number, line, length, false, tooLong) : RawLine.END;
    }

    private boolean fill() throws IOException {
        chunkLength = Math.max(in.read(chunk), 0);
        next = 0;
        return chunkLength > 0;
    }

    private int lineFeedOrEnd() {
        int i = next;
        while (i < chunkLength && chunk[i] != '\n') {
            i++;
        }
        return i;
    }

    private void append(int length, int count) {
        if (length + count > line.length) {
            line = Arrays.copyOf(line, Math.max(line.length * 2, length + count));
        }
        System.arraycopy(chunk, next, line, length, count);
    }
}
