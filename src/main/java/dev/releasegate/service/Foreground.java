package dev.releasegate.service;

import java.io.IOException;
import java.util.List;

/** Runs a service in the foreground: its output is ours, and it ends when we do. */
public final class Foreground {
    private Foreground() {}

    /**
     * Starts the service and waits until it ends.
     *
     * @return its exit code
     * @throws ServiceException if it cannot be started
     * @throws InterruptedException if this thread is interrupted; the service has been ended then
     */
    public static int run(ServiceCommand command) throws ServiceException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command.arguments())
                .directory(command.directory().toFile())
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(command.environment());
        try {
            Process process = builder.start();
            Thread hook = new Thread(process::destroy, "release-gate-foreground-end");
            Runtime.getRuntime().addShutdownHook(hook);
            try {
                return process.waitFor();
            } finally {
                process.destroy();
                removeHook(hook);
            }
        } catch (IOException e) {
            throw new ServiceException("cannot start the service: " + e.getMessage(), List.of());
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // this JVM is ending, and the hook is at work
        }
    }
}
