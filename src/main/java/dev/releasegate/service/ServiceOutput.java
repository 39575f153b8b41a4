package dev.releasegate.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What the service writes: copied to a file as it comes, and its last lines kept at hand. */
final class ServiceOutput {
    /** So many of the last lines are told when the service fails. */
    static final int LINES_KEPT = 20;

    private final Deque<String> last = new ArrayDeque<>();
    private final Thread reader;
    private Optional<Integer> port = Optional.empty();
    private boolean ended;

    private ServiceOutput(InputStream from, OutputStream copy, Function<String, Optional<Integer>> portIn) {
        reader = new Thread(() -> pump(from, copy, portIn), "release-gate-service-output");
        reader.setDaemon(true);
    }

    /**
     * Starts to read.
     *
     * @param portIn finds the port in a line that announces it
     */
    static ServiceOutput read(InputStream from, Path copyTo, Function<String, Optional<Integer>> portIn)
            throws IOException {
        OutputStream copy = Files.newOutputStream(
                copyTo,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        ServiceOutput output = new ServiceOutput(from, copy, portIn);
        output.reader.start();
        return output;
    }

    /** The last lines, oldest first. */
    synchronized List<String> lastLines() {
        return List.copyOf(last);
    }

    /** The port that the service announced, waiting so long for it; empty if time or output ended first. */
    synchronized Optional<Integer> awaitPort(long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        for (long left = nanos; port.isEmpty() && !ended && left > 0; left = deadline - System.nanoTime()) {
            wait(Math.max(1, left / 1_000_000));
        }
        return port;
    }

    /** Waits until everything that the service wrote has been read, but no longer than so many milliseconds. */
    void awaitEnd(long ms) throws InterruptedException {
        reader.join(ms);
    }

    private void pump(InputStream from, OutputStream copy, Function<String, Optional<Integer>> portIn) {
        Lines lines = new Lines(line -> keep(line, portIn));
        try (from) {
            byte[] chunk = new byte[8192];
            boolean copying = true;
            for (int count = from.read(chunk); count >= 0; count = from.read(chunk)) {
                copying = copying && copied(chunk, count, copy);
                lines.add(chunk, count);
            }
            lines.finish();
        } catch (IOException e) {
            keep("(the output of the service could not be read any further: " + e + ")", line -> Optional.empty());
        } finally {
            close(copy);
            end();
        }
    }

    /** A full disk must not stop the reading, or the service would stand still with a full pipe. */
    private boolean copied(byte[] chunk, int count, OutputStream copy) {
        try {
            copy.write(chunk, 0, count);
            return true;
        } catch (IOException e) {
            keep("(the output of the service could not be copied any further: " + e + ")", none -> Optional.empty());
            return false;
        }
    }

    private void close(OutputStream copy) {
        try {
            copy.close();
        } catch (IOException e) {
            keep("(the copy of the service's output could not be closed: " + e + ")", none -> Optional.empty());
        }
    }

    private synchronized void keep(String line, Function<String, Optional<Integer>> portIn) {
        last.addLast(line);
        if (last.size() > LINES_KEPT) {
            last.removeFirst();
        }
        if (port.isEmpty()) {
            port = portIn.apply(line);
        }
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }
}
