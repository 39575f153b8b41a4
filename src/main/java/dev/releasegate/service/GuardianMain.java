package dev.releasegate.service;

import dev.releasegate.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The program of a {@link Guardian}. Its arguments are the mark, and the file of the lease where there is one. A wish to end,
 * such as the Ctrl-C that Maven got too, is heard only when its input has ended: it may be Maven that needs it then.
 */
public final class GuardianMain {
    /** What is written to it when there is nothing to do any more. */
    static final int DISMISSED = '.';

    /** A process that Maven was just starting when it was killed carries its mark only a moment later. */
    private static final long QUIET_MS = 1_000;

    private static final long PAUSE_MS = 50;
    private static final long LIMIT_MS = 30_000;

    private GuardianMain() {}

    public static void main(String[] args) {
        Thread work = new Thread(() -> guard(args), "guardian");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> await(work), "guardian-stays"));
        work.start();
    }

    private static void guard(String[] args) {
        if (isDismissed()) {
            return;
        }
        Traces traces = args.length > 1 ? new Traces.InFile(Path.of(args[1])) : new Traces.InEnvironment();
        long now = System.nanoTime();
        long limit = now + TimeUnit.MILLISECONDS.toNanos(LIMIT_MS);
        long quiet = now + TimeUnit.MILLISECONDS.toNanos(QUIET_MS);
        while (now < quiet && now < limit) {
            boolean found = !Ending.end(() -> carriers(args[0], traces)).all().isEmpty();
            pause();
            now = System.nanoTime();
            quiet = found ? now + TimeUnit.MILLISECONDS.toNanos(QUIET_MS) : quiet;
        }
    }

    private static boolean isDismissed() {
        try {
            return System.in.read() == DISMISSED;
        } catch (IOException e) {
            return false;
        }
    }

    private static List<ProcessIdentity> carriers(String mark, Traces traces) {
        try {
            return traces.found().stream()
                    .filter(trace -> trace.mark().text().equals(mark))
                    .map(Traces.Trace::process)
                    .toList();
        } catch (IOException e) {
            return List.of(); // looked for again until it has been quiet for a while
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(Thread work) {
        try {
            work.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
