package dev.releasegate.registry;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads on which requests wait. None keeps the program alive. */
final class Threads {
    private Threads() {}

    /** So many threads, started when they are needed; what more than so many wait for is rejected. */
    static ThreadPoolExecutor pool(String name, int threads, int waiting) {
        return new ThreadPoolExecutor(
                threads, threads, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(waiting), task -> daemon(name, task));
    }

    static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
