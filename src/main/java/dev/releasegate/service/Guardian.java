package dev.releasegate.service;

import dev.releasegate.process.JavaProgram;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that ends a service whose Maven was killed or has crashed. Its standard input is a pipe from Maven; when that
 * breaks, it ends everything that carries the lease. It holds nothing else of Maven's: not its output, not its directory,
 * not its environment, in which a tool may tell every JVM to open a port.
 */
final class Guardian {
    private static final long PATIENCE_MS = 5_000;

    private final Process process;
    private final Lease lease;

    private Guardian(Process process, Lease lease) {
        this.process = process;
        this.lease = lease;
    }

    /** Starts one. To be done before anything else is started under the lease, so that there is no moment without it. */
    static Guardian start(Lease lease) throws ServiceException {
        Path javaHome = Path.of(System.getProperty("java.home"));
        ProcessBuilder builder = new ProcessBuilder(command(javaHome, lease))
                .directory(javaHome.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        try {
            return new Guardian(builder.start(), lease);
        } catch (IOException e) {
            throw new ServiceException(
                    "cannot start the process that would end the service if Maven were killed: " + e.getMessage(),
                    List.of());
        }
    }

    /** The process id. */
    long pid() {
        return process.pid();
    }

    /** Dismisses it, once everything has ended. */
    void close() {
        if (!process.isAlive()) {
            lease.tell(
                    "The process that would have ended the service if Maven had been killed has ended itself with exit"
                            + " code " + process.exitValue()
                            + " meanwhile: can another JVM be started on this machine?");
        }
        try (OutputStream input = process.getOutputStream()) {
            input.write(GuardianMain.DISMISSED);
        } catch (IOException e) {
            // it has ended already
        }
        boolean interrupted = Thread.interrupted();
        try {
            if (!process.waitFor(PATIENCE_MS, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            interrupted = true;
            process.destroyForcibly();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static List<String> command(Path javaHome, Lease lease) {
        List<String> command = new ArrayList<>(List.of(
                JavaProgram.java(javaHome),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx16m",
                "-Xshare:auto",
                "-XX:-UsePerfData",
                "-cp",
                JavaProgram.origin(GuardianMain.class).toString(),
                GuardianMain.class.getName(),
                lease.mark().text()));
        if (lease.traces() instanceof Traces.InFile inFile) {
            command.add(inFile.file().toAbsolutePath().toString());
        }
        return command;
    }
}
