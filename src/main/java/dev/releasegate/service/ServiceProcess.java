package dev.releasegate.service;

import dev.releasegate.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A service that we started. It ends, with all that it has started, when this is closed, when this JVM ends, and also when
 * this JVM is killed: by its standard input, a pipe that breaks then, or by its {@link Guardian}.
 */
public final class ServiceProcess implements AutoCloseable {
    private static final long LAST_WORDS_MS = 1_000;

    private final Process process;
    private final ServiceOutput output;
    private final Thread hook;
    private final Runnable afterEnd;
    private final Members members;
    private final Lease lease;
    private final Optional<Guardian> guardian;

    private ServiceProcess(Started started, Lease lease, ServiceOutput output, Runnable afterEnd) {
        this.process = started.process();
        this.members = new Members(process, lease);
        this.lease = lease;
        this.guardian = started.guardian();
        this.output = output;
        this.afterEnd = afterEnd;
        this.hook = new Thread(this::end, "release-gate-service-end");
    }

    /**
     * Starts the service.
     *
     * @param lease of this run; everything that carries it is ended with the service
     * @param outputFile gets everything that it writes, standard output and standard error in one
     * @param afterEnd is done once it has ended, also when this JVM is asked to end early
     * @throws ServiceException if it cannot be started, or something else already answers at its address
     */
    public static ServiceProcess start(ServicePlan plan, Lease lease, Path outputFile, Runnable afterEnd)
            throws ServiceException {
        if (plan.address() instanceof Address.Fixed fixed) {
            Readiness.requireFree(fixed);
        }
        Started started = Started.by(plan, lease);
        try {
            ServiceOutput output =
                    ServiceOutput.read(started.process().getInputStream(), outputFile, portFinder(plan.address()));
            ServiceProcess service = new ServiceProcess(started, lease, output, afterEnd);
            Runtime.getRuntime().addShutdownHook(service.hook);
            lease.keep(service.identity());
            return service;
        } catch (IOException | IllegalStateException e) {
            started.end(lease);
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
        closeInput();
        Ending.Ended ended = Ending.end(members::running);
        ended.left().forEach(left -> lease.tell("Could not end " + left.words() + ", which the service has left"));
        awaitLastWords();
        guardian.ifPresent(Guardian::close);
        lease.forget();
        afterEnd.run();
    }

    /** Remembers what it has started so far, because nobody can tell any more once it has ended itself. */
    void noteDescendants() {
        members.note();
    }

    /** Waits until its end is known here too, and nobody can write to its output any more. */
    private void awaitLastWords() {
        try {
            process.waitFor(LAST_WORDS_MS, TimeUnit.MILLISECONDS);
            output.awaitEnd(LAST_WORDS_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // the process has ended and its end of the pipe is gone
        }
    }

    private static Function<String, Optional<Integer>> portFinder(Address address) {
        return address instanceof Address.Announced announced ? announced::portIn : line -> Optional.empty();
    }

    /**
     * What was started.
     *
     * @param process the service
     * @param guardian its guardian, if it needs one; there before the service is
     */
    private record Started(Process process, Optional<Guardian> guardian) {
        static Started by(ServicePlan plan, Lease lease) throws ServiceException {
            Optional<Guardian> guardian = plan.endsWithInput() ? Optional.empty() : Optional.of(Guardian.start(lease));
            try {
                return new Started(launch(plan.command(), lease), guardian);
            } catch (IOException | IllegalArgumentException e) {
                guardian.ifPresent(Guardian::close);
                throw new ServiceException("cannot start the service: " + e.getMessage(), List.of());
            }
        }

        private static Process launch(ServiceCommand command, Lease lease) throws IOException {
            ProcessBuilder builder = new ProcessBuilder(command.arguments())
                    .directory(command.directory().toFile())
                    .redirectErrorStream(true);
            builder.environment().putAll(command.environment());
            builder.environment().put(Traces.VARIABLE, lease.mark().text());
            return builder.start();
        }

        void end(Lease lease) {
            process.destroyForcibly();
            Ending.end(lease::carriers);
            guardian.ifPresent(Guardian::close);
        }
    }
}
