package dev.releasegate.registry;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * The Registry as a program:
 *
 * <pre>
 * java -cp … dev.releasegate.registry.RegistryMain --data DIRECTORY --port 8080
 * java -cp … dev.releasegate.registry.RegistryMain --help
 * java -cp … dev.releasegate.registry.RegistryMain backup --data DIRECTORY --file FILE
 * java -cp … dev.releasegate.registry.RegistryMain restore --data DIRECTORY --file FILE [--replace]
 * </pre>
 *
 * <p>Once it listens it prints one line to standard output, {@code {"listening":{"host":"127.0.0.1","port":40123}}}. On
 * SIGTERM, or with {@code --exit-with-stdin} at the end of its standard input, it finishes what it is doing, prints
 * {@code {"stopped":{"requests":{…}}}} and ends with 0. It ends with 2 if it was called wrongly and with 1 if it cannot
 * run; the reason is on standard error.
 */
public final class RegistryMain {
    private static final int CANNOT_RUN = 1;
    private static final int CALLED_WRONGLY = 2;

    private RegistryMain() {}

    /** Runs until stopped. */
    public static void main(String[] arguments) {
        if (SettingsHelp.isWanted(List.of(arguments))) {
            System.out.print(SettingsHelp.text());
            return;
        }
        try {
            if (StoreCommand.isWanted(List.of(arguments))) {
                System.out.println(StoreCommand.parse(List.of(arguments)).run());
                return;
            }
            RegistrySettings settings = RegistrySettings.read(List.of(arguments), System.getenv());
            RunningRegistry registry = RunningRegistry.start(settings, Access.told(settings, System.getenv()));
            Runtime.getRuntime().addShutdownHook(new Thread(registry::stopAndHalt, "registry-stop"));
            System.out.println("{\"listening\":{\"host\":" + CanonicalJson.quote(settings.get(RegistrySettings.HOST))
                    + ",\"port\":" + registry.port() + "}}");
            System.out.flush();
            if (settings.get(RegistrySettings.EXIT_WITH_STDIN)) {
                new Thread(RegistryMain::exitWithStdin, "registry-stdin").start();
            }
            new CountDownLatch(1).await(); // until the shutdown hook ends the process
        } catch (UsageException e) {
            fail(CALLED_WRONGLY, e);
        } catch (IOException | StoreException | InterruptedException e) {
            fail(CANNOT_RUN, e);
        }
    }

    /** Returns when the other end of standard input is closed or gone, and everything has been stopped. */
    private static void exitWithStdin() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            Trouble.report("standard input", e);
        }
        System.exit(0);
    }

    private static void fail(int status, Exception reason) {
        System.err.println("registry: " + sentence(reason));
        System.exit(status);
    }

    /** One line: what went wrong and, where it is not said yet, because of what. */
    static String sentence(Exception reason) {
        String sentence = String.valueOf(reason.getMessage());
        for (Throwable cause = reason.getCause(); cause != null; cause = cause.getCause()) {
            String because = cause.getMessage() == null ? cause.toString() : cause.getMessage();
            if (!sentence.contains(because)) {
                sentence += ": " + because;
            }
        }
        return sentence.replaceAll("\\R", " ");
    }
}
