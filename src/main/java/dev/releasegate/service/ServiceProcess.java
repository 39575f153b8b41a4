package dev.releasegate.service;

import dev.releasegate.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A service that we started. It ends when this is closed, when this JVM ends, and, if it reads its standard input, also
 * when this JVM is killed: that input is a pipe that breaks then.
 */
public final class ServiceProcess implements AutoCloseable {
    private static final long GRACE_MS = 5_000;
    private static final long KILL_MS = 1_000;

    private final Process process;
    private final ServiceOutput output;
    private final Thread hook;
    private final Runnable afterEnd;
    private final Members members;

    private ServiceProcess(Process process, ServiceOutput output, Runnable afterEnd) {
        this.process = process;
        this.members = new Members(process);
        this.output = output;
        this.afterEnd = afterEnd;
        this.hook = new Thread(this::end, "release-gate-service-end");
    }

    /**
     * Starts the service.
     *
     * @param outputFile gets everything that it writes, standard output and standard error in one
     * @param afterEnd is done once it has ended, also when this JVM is asked to end early
     * @throws ServiceException if it cannot be started, or something else already answers at its address
     */
    public static ServiceProcess start(ServicePlan plan, Path outputFile, Runnable afterEnd) throws ServiceException {
        if (plan.address() instanceof Address.Fixed fixed) {
            Readiness.requireFree(fixed);
        }
        Process process = launch(plan.command());
        try {
            ServiceProcess service = new ServiceProcess(
                    process,
                    ServiceOutput.read(process.getInputStream(), outputFile, portFinder(plan.address())),
                    afterEnd);
            Runtime.getRuntime().addShutdownHook(service.hook);
            return service;
        } catch (IOException | IllegalStateException e) {
            process.destroyForcibly();
            throw new ServiceException("cannot keep the output of the service in " + outputFile + ": " + e, List.of());
        }
    }

    /** Which process was started. It is the same one as long as {@link ProcessIdentity#isStillRunning()} says so. */
    public ProcessIdentity identity() {
        return members.started();
    }

    /** Who listens on this port of the machine now: this service alone, or others. */
    public Ownership ownership(int port) {
        return members.ownership(port);
    }

    /** Whether it is still running. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The process id. */
    public long pid() {
        return process.pid();
    }

    /** What it ended with, or empty while it runs. */
    public Optional<Integer> exitCode() {
        return process.isAlive() ? Optional.empty() : Optional.of(process.exitValue());
    }

    /** The last lines that it wrote, oldest first; once it has ended, all that it wrote is taken into account. */
    public List<String> lastOutput() throws InterruptedException {
        if (!process.isAlive()) {
            output.awaitEnd(TimeUnit.SECONDS.toMillis(1));
        }
        return output.lastLines();
    }

    /** Ends the service and everything that it started: asks first, and kills what is still there after 5 seconds. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // this JVM is ending, and the hook does it
        }
        end();
    }

    Optional<Integer> awaitPort(long nanos) throws InterruptedException {
        return output.awaitPort(nanos);
    }

    /** Waits so many milliseconds for its end; returns whether it ended. */
    public boolean endsWithin(long ms) throws InterruptedException {
        return process.waitFor(ms, TimeUnit.MILLISECONDS);
    }

    private void end() {
        noteDescendants();
        List<ProcessHandle> tree = Stream.concat(members.below().stream(), Stream.of(process.toHandle()))
                .toList();
        closeInput();
        tree.forEach(ProcessHandle::destroy);
        awaitEndOfAll(GRACE_MS);
        Stream.concat(tree.stream(), process.descendants()).forEach(ProcessHandle::destroyForcibly);
        awaitEndOfAll(KILL_MS);
        afterEnd.run();
    }

    /** Remembers what it has started so far, because nobody can tell any more once it has ended itself. */
    void noteDescendants() {
        members.note();
    }

    /** Waits until the process has ended and nobody can write to its output any more. */
    private void awaitEndOfAll(long ms) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
        try {
            process.waitFor(ms, TimeUnit.MILLISECONDS);
            output.awaitEnd(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // kill at once
        }
    }

    private void closeInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // the process has ended and its end of the pipe is gone
        }
    }

    private static Process launch(ServiceCommand command) throws ServiceException {
        ProcessBuilder builder = new ProcessBuilder(command.arguments())
                .directory(command.directory().toFile())
                .redirectErrorStream(true);
        try {
            builder.environment().putAll(command.environment());
            return builder.start();
        } catch (IOException | IllegalArgumentException e) {
            throw new ServiceException("cannot start the service: " + e.getMessage(), List.of());
        }
    }

    private static Function<String, Optional<Integer>> portFinder(Address address) {
        return address instanceof Address.Announced announced ? announced::portIn : line -> Optional.empty();
    }
}
