package dev.releasegate.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Answers whether the service is well, on a thread of its own: whoever asks needs no key, so that this must not take anything
 * away from those who have one, however often it is asked. All who ask before a check begins share it.
 */
final class HealthDesk implements AutoCloseable {
    private final Supplier<Answer> check;
    private final ThreadPoolExecutor thread = Threads.pool("registry-health", 1, 1);
    private List<Consumer<Answer>> asking = new ArrayList<>();

    /**
     * Nothing is checked yet.
     *
     * @param check may block
     */
    HealthDesk(Supplier<Answer> check) {
        this.check = check;
    }

    /** Answers once a check that begins from now on has ended. */
    void ask(Consumer<Answer> to) {
        if (isFirst(to)) {
            try {
                thread.execute(this::answerAll);
            } catch (RejectedExecutionException e) {
                taken(); // it is closed, and so are the connections of those who ask
            }
        }
    }

    private void answerAll() {
        List<Consumer<Answer>> asked = taken();
        Answer answer = check.get();
        asked.forEach(to -> to.accept(answer));
    }

    private synchronized boolean isFirst(Consumer<Answer> to) {
        asking.add(to);
        return asking.size() == 1;
    }

    private synchronized List<Consumer<Answer>> taken() {
        List<Consumer<Answer>> all = asking;
        asking = new ArrayList<>();
        return all;
    }

    @Override
    public void close() {
        thread.shutdown();
        thread.getQueue().clear();
    }

    /** Waits until what runs is finished, for no longer than the given time. */
    void awaitQuiet(Duration atMost) throws InterruptedException {
        thread.awaitTermination(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }
}
