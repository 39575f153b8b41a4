package dev.releasegate.summary;

import java.util.ArrayList;
import java.util.List;

/** A list of numbers at 8 bytes each. It is kept in chunks, so that growing copies nothing. */
final class Doubles {
    private static final int CHUNK = 1 << 6;

    private final List<double[]> chunks = new ArrayList<>();
    private int size;

    void add(double number) {
        if (size % CHUNK == 0) {
            chunks.add(new double[CHUNK]);
        }
        chunks.get(size / CHUNK)[size % CHUNK] = number;
        size++;
    }

    double get(int i) {
        return chunks.get(i / CHUNK)[i % CHUNK];
    }

    int size() {
        return size;
    }
}
