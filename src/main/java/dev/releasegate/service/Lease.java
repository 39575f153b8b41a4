package dev.releasegate.service;

import dev.releasegate.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The right of one run to measure into a folder, carried by everything that it starts. Whatever carries it is ended with the
 * run, and if the run cannot do that any more, by the next one in the same folder.
 */
public final class Lease {
    private final Mark mark;
    private final Traces traces;
    private final Consumer<String> console;

    private Lease(Mark mark, Traces traces, Consumer<String> console) {
        this.mark = mark;
        this.traces = traces;
        this.console = console;
    }

    /**
     * Takes the folder, after ending what an earlier run whose Maven is gone has left. To be taken before anything in the
     * folder is changed.
     *
     * @param folder such as {@code target/release-gate/default}; made if need be
     * @param console is told of every process that was ended, and of what could not be ended later
     * @throws ServiceException if another build is measuring into this folder, or what was left cannot be ended
     */
    public static Lease take(Path folder, Consumer<String> console) throws ServiceException {
        return take(folder, Traces.of(folder), console);
    }

    static Lease take(Path folder, Traces traces, Consumer<String> console) throws ServiceException {
        try {
            Files.createDirectories(folder);
            Lease lease = new Lease(Mark.fresh(folder), traces, console);
            lease.requireAlone(folder);
            lease.endOrphans();
            return lease;
        } catch (IOException e) {
            throw new ServiceException("cannot tell what earlier runs have left for " + folder + ": " + e, List.of());
        }
    }

    Mark mark() {
        return mark;
    }

    Traces traces() {
        return traces;
    }

    /** The processes that carry exactly this lease. */
    Set<ProcessIdentity> carriers() {
        return carriers(other -> other.text().equals(mark.text()));
    }

    /** Keeps that the service was started, where it cannot be seen. */
    void keep(ProcessIdentity service) {
        try {
            traces.keep(mark, service);
        } catch (IOException e) {
            console.accept("The next build could not end this service if Maven were killed now: " + e);
        }
    }

    /** Forgets it, once it has ended. */
    void forget() {
        try {
            traces.forget();
        } catch (IOException e) {
            console.accept("Could not remove the lease of this run: " + e);
        }
    }

    void tell(String line) {
        console.accept(line);
    }

    private void requireAlone(Path folder) throws ServiceException, IOException {
        Optional<Traces.Trace> other = traces.found().stream()
                .filter(trace -> trace.mark().folder().equals(mark.folder()))
                .filter(trace -> trace.mark().holder().isStillRunning())
                .findFirst();
        if (other.isPresent()) {
            ProcessIdentity holder = other.get().mark().holder();
            throw new ServiceException(
                    "another build, " + described(holder) + ", is measuring into " + folder + " ("
                            + other.get().process().words() + " is its service): wait for its end, or choose another"
                            + " outputDirectory",
                    List.of());
        }
    }

    /** A mark does not tell the program, but the machine does as long as the process runs. */
    private static String described(ProcessIdentity running) {
        return ProcessHandle.of(running.pid())
                .map(ProcessIdentity::of)
                .orElse(running)
                .words();
    }

    private void endOrphans() throws ServiceException {
        Set<ProcessIdentity> above = thisProcessAndThoseAbove();
        Ending.Ended ended = Ending.end(() -> {
            Set<ProcessIdentity> orphans = carriers(other ->
                    other.folder().equals(mark.folder()) && !other.holder().isStillRunning());
            orphans.removeIf(orphan -> above.stream().anyMatch(orphan::isSameAs));
            return orphans;
        });
        if (!ended.left().isEmpty()) {
            throw new ServiceException(
                    "an earlier run in this directory has left "
                            + ended.left().iterator().next().words() + ", which cannot be ended: end it by other means",
                    List.of());
        }
        ended.all()
                .forEach(orphan ->
                        console.accept("Ended an orphan of an earlier run in this directory: " + orphan.words()));
    }

    private Set<ProcessIdentity> carriers(Predicate<Mark> which) {
        Set<ProcessIdentity> carriers = new HashSet<>();
        try {
            for (Traces.Trace trace : traces.found()) {
                if (which.test(trace.mark())) {
                    carriers.add(trace.process());
                }
            }
        } catch (IOException e) {
            console.accept("Could not look for processes that a service has detached from itself: " + e);
        }
        return carriers;
    }

    private static Set<ProcessIdentity> thisProcessAndThoseAbove() {
        Set<ProcessIdentity> above = new HashSet<>();
        for (Optional<ProcessHandle> at = Optional.of(ProcessHandle.current());
                at.isPresent();
                at = at.get().parent()) {
            above.add(ProcessIdentity.of(at.get()));
        }
        return above;
    }
}
