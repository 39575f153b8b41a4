package dev.releasegate.service;

import dev.releasegate.process.ProcessIdentity;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Ends processes: asks first, and kills what is still there after 5 seconds, or at once if its thread is interrupted. */
final class Ending {
    private static final long GRACE_MS = 5_000;
    private static final long KILL_MS = 2_000;
    private static final long PAUSE_MS = 10;

    private final Supplier<? extends Collection<ProcessIdentity>> members;
    private final Set<ProcessIdentity> found = new HashSet<>();
    private boolean interrupted;

    private Ending(Supplier<? extends Collection<ProcessIdentity>> members) {
        this.members = members;
    }

    /**
     * Ends them all.
     *
     * @param members finds those that are there; it is asked again until there is none, because they may start others
     */
    static Ended end(Supplier<? extends Collection<ProcessIdentity>> members) {
        Ending ending = new Ending(members);
        ending.during(GRACE_MS, ending::ask, () -> !ending.interrupted);
        Set<ProcessIdentity> left = ending.during(KILL_MS, ending::kill, () -> true);
        if (ending.interrupted) {
            Thread.currentThread().interrupt();
        }
        return new Ended(ending.found, left);
    }

    /**
     * What became of them.
     *
     * @param all that were found
     * @param left those that are there still, which takes rights that we lack, or a disk that does not answer
     */
    record Ended(Set<ProcessIdentity> all, Set<ProcessIdentity> left) {
        Ended {
            all = Set.copyOf(all);
            left = Set.copyOf(left);
        }
    }

    /** Does so to all of them until none is there, but no longer than that; returns those that are. */
    private Set<ProcessIdentity> during(long ms, Consumer<ProcessIdentity> deed, BooleanSupplier goOn) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
        Set<ProcessIdentity> there = look();
        while (!there.isEmpty() && goOn.getAsBoolean() && System.nanoTime() < deadline) {
            there.forEach(deed);
            pause();
            there.removeIf(process -> !process.isStillRunning());
            there = there.isEmpty() ? look() : there;
        }
        return there;
    }

    private void ask(ProcessIdentity process) {
        if (isNew(process)) {
            signal(process, ProcessHandle::destroy);
        }
    }

    private void kill(ProcessIdentity process) {
        isNew(process);
        signal(process, ProcessHandle::destroyForcibly);
    }

    private boolean isNew(ProcessIdentity process) {
        return found.stream().noneMatch(process::isSameAs) && found.add(process);
    }

    /** Looks again if there is none: a process that is just becoming another program has no environment for a moment. */
    private Set<ProcessIdentity> look() {
        Set<ProcessIdentity> there = new HashSet<>(members.get());
        if (there.isEmpty()) {
            pause();
            there.addAll(members.get());
        }
        return there;
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_MS);
        } catch (InterruptedException e) {
            interrupted = true; // told to the thread again at the end
        }
    }

    /** Whoever has got the id since is another one, and is let alone. */
    private static void signal(ProcessIdentity process, Consumer<ProcessHandle> deed) {
        ProcessHandle.of(process.pid())
                .filter(handle -> process.isStillRunning())
                .ifPresent(deed);
    }
}
