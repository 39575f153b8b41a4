package dev.releasegate.service;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The program that the tests start as a service: it does what its arguments say, one after the other, and stays. */
final class SampleService {
    private SampleService() {}

    /** The command that starts it in a JVM of its own. */
    static ServiceCommand command(Path directory, String... deeds) throws URISyntaxException {
        List<String> command = new ArrayList<>(commandLine());
        command.addAll(List.of(deeds));
        return new ServiceCommand(command, Map.of(), directory);
    }

    public static void main(String[] deeds) throws IOException, InterruptedException, URISyntaxException {
        for (String deed : deeds) {
            String[] word = deed.split(":", 2);
            switch (word[0]) {
                case "say" -> System.out.println(word[1]);
                case "mutter" -> System.err.println(word[1]);
                case "count" -> sayLines(Integer.parseInt(word[1]));
                case "flood" -> System.out.println("x".repeat(Integer.parseInt(word[1])));
                case "serve" -> serve(Integer.parseInt(word[1]));
                case "write-port" -> Files.writeString(Path.of(word[1]), serve(200) + "\n");
                case "cling" -> cling(Integer.parseInt(word[1]));
                case "ignore-the-end" -> Runtime.getRuntime().addShutdownHook(new Thread(SampleService::stay));
                case "start" -> start(word[1]);
                case "detach" -> detach(word[1]);
                case "exit" -> Runtime.getRuntime().halt(Integer.parseInt(word[1]));
                default -> throw new IllegalArgumentException(deed);
            }
        }
        stay();
    }

    private static List<String> commandLine() throws URISyntaxException {
        Path classes = Path.of(SampleService.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return List.of(java.toString(), "-cp", classes.toString(), SampleService.class.getName());
    }

    private static void sayLines(int lines) {
        for (int line = 1; line <= lines; line++) {
            System.out.println("line " + line);
        }
    }

    /** Waits for the port that another process writes into this file. */
    static int awaitPort(Path file) throws IOException {
        String text = "";
        while (!text.endsWith("\n")) {
            Thread.onSpinWait();
            text = Files.exists(file) ? Files.readString(file) : "";
        }
        return Integer.parseInt(text.strip());
    }

    /** Answers every request with this status; returns the port. */
    private static int serve(int status) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(
                        exchange.getRequestURI().getPath().startsWith("/only-this") ? 204 : status, -1);
            }
        });
        server.start();
        System.out.println("listening on port " + server.getAddress().getPort());
        return server.getAddress().getPort();
    }

    /** Holds a connection that breaks when this process ends, however it ends. */
    private static void cling(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        Thread holder = new Thread(() -> {
            stay();
            System.out.println(socket);
        });
        holder.setDaemon(true);
        holder.start();
        socket.getOutputStream().write(1);
    }

    private static void start(String deeds) throws IOException, URISyntaxException {
        List<String> command = new ArrayList<>(commandLine());
        command.addAll(List.of(deeds.split(",", -1)));
        new ProcessBuilder(command).inheritIO().start();
    }

    /** Starts a process with a session of its own, whose parent is not this one. */
    private static void detach(String deeds) throws IOException, URISyntaxException {
        List<String> command = new ArrayList<>(List.of("setsid", "--fork"));
        command.addAll(commandLine());
        command.addAll(List.of(deeds.split(",", -1)));
        new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void stay() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
