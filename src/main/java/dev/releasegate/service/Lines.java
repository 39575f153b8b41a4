package dev.releasegate.service;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Cuts what a program writes into lines. A very long line comes in pieces, so that it cannot fill the memory. */
final class Lines {
    /** The most bytes of one piece. */
    static final int LONGEST = 64 << 10;

    private final Consumer<String> receiver;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    Lines(Consumer<String> receiver) {
        this.receiver = receiver;
    }

    /** Takes the first bytes of a chunk, and hands on every line that they end. */
    void add(byte[] chunk, int count) {
        for (int i = 0; i < count; i++) {
            if (chunk[i] == '\n') {
                handOn();
            } else {
                line.write(chunk[i]);
                if (line.size() == LONGEST) {
                    handOn();
                }
            }
        }
    }

    /** Hands on a last line that has no end. */
    void finish() {
        if (line.size() > 0) {
            handOn();
        }
    }

    private void handOn() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        receiver.accept(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }
}
