package dev.releasegate.record;

import java.util.Optional;

/**
 * The bytes of one line, without its line end. A window on a buffer that the next line reuses.
 *
 * @param number counted from 1; 0 marks the end of the file
 * @param buffer holds the line from its start
 * @param length how many bytes of the buffer are the line
 * @param ended whether the line has its line end
 * @param tooLong whether the line was longer than {@link RawLines#MAX_BYTES}, and only its beginning is here
 */
@SuppressWarnings("ArrayRecordComponent") // a window on a buffer, compared by nobody
record RawLine(long number, byte[] buffer, int length, boolean ended, boolean tooLong) {
    static final RawLine END = new RawLine(0, new byte[0], 0, true, false);

    boolean isEnd() {
        return number == 0;
    }

    /** Whether there is nothing in it; of a line that is too long nobody knows. */
    boolean isBlank() {
        for (int i = 0; i < length; i++) {
            if (buffer[i] != ' ' && buffer[i] != '\t' && buffer[i] != '\r') {
                return false;
            }
        }
        return !tooLong;
    }

    /** What keeps the line from being read as JSON in UTF-8 at all, or empty. */
    Optional<String> fault() {
        if (tooLong) {
            return Optional.of("the line is longer than " + RawLines.MAX_BYTES + " bytes");
        }
        if (length >= 2 && (buffer[0] == 0 || buffer[1] == 0 || buffer[0] == (byte) 0xFE || buffer[0] == (byte) 0xFF)) {
            return Optional.of("the line is not UTF-8");
        }
        boolean marked =
                length >= 3 && buffer[0] == (byte) 0xEF && buffer[1] == (byte) 0xBB && buffer[2] == (byte) 0xBF;
        return marked && number > 1 ? Optional.of("there is a byte order mark before it") : Optional.empty();
    }
}
