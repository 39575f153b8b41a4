package dev.releasegate.service;

import dev.releasegate.process.JavaProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;

/** A process that starts a service, as Maven does, says so, and stays until it is killed. */
final class DoomedBuild {
    private DoomedBuild() {}

    /**
     * Starts it, and waits until it has started the service.
     *
     * @param kept where it keeps its lease: environment, or file
     */
    static Process start(Path folder, String kept, String... deeds) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                JavaProgram.java(Path.of(System.getProperty("java.home"))),
                "-cp",
                System.getProperty("java.class.path"),
                DoomedBuild.class.getName(),
                folder.toString(),
                kept));
        command.addAll(List.of(deeds));
        Process build = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = build.inputReader(StandardCharsets.UTF_8);
        if (!"started".equals(output.readLine())) {
            throw new IOException("the build did not start its service");
        }
        return build;
    }

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        Traces traces =
                args[1].equals("file") ? new Traces.InFile(folder.resolve("lease")) : new Traces.InEnvironment();
        Lease lease = Lease.take(folder, traces, System.err::println);
        ServicePlan plan = new ServicePlan(
                SampleService.command(
                        folder, List.of(args).subList(2, args.length).toArray(new String[0])),
                new Address.Announced(Pattern.compile("listening on port ([0-9]+)")),
                "/",
                Duration.ofSeconds(30));
        try (ServiceProcess service = ServiceProcess.start(plan, lease, folder.resolve("service.log"), () -> {})) {
            System.out.println("started");
            new CountDownLatch(1).await();
            service.endsWithin(0);
        }
    }
}
