package dev.releasegate.gate;

import dev.releasegate.probe.Call;
import dev.releasegate.probe.Expectation;
import dev.releasegate.service.Address;
import dev.releasegate.service.ServiceCommand;
import dev.releasegate.service.ServicePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A service of a user's, written as one file of Java, with the steps search and cart. */
final class Shop {
    private static final String SOURCE = """
            import com.sun.net.httpserver.HttpServer;
            import java.net.InetSocketAddress;
            import java.util.concurrent.atomic.AtomicInteger;

            public class ShopServer {
                public static void main(String[] args) throws Exception {
                    int last = Integer.parseInt(args[0]);
                    AtomicInteger answered = new AtomicInteger();
                    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
                    server.createContext("/health", exchange -> {
                        exchange.sendResponseHeaders(204, -1);
                        exchange.close();
                    });
                    server.createContext("/shop", exchange -> {
                        if (answered.getAndIncrement() == last) {
                            System.err.println("out of memory");
                            Runtime.getRuntime().halt(3);
                        }
                        byte[] body = "welcome".getBytes();
                        exchange.getResponseHeaders().set("Content-Type", "text/plain");
                        exchange.sendResponseHeaders(200, body.length);
                        exchange.getResponseBody().write(body);
                        exchange.close();
                    });
                    server.start();
                    System.out.println("open on port " + server.getAddress().getPort());
                }
            }
            """;

    private Shop() {}

    /** A shop that dies when it is asked once more than so many times. */
    static UserService dyingAfter(int requests, Path directory) throws IOException {
        Path source = Files.writeString(directory.resolve("ShopServer.java"), SOURCE);
        return startedBy(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        source.toString(),
                        Integer.toString(requests)),
                directory);
    }

    /** A shop that this command starts. */
    static UserService startedBy(List<String> command, Path directory) {
        ServicePlan plan = new ServicePlan(
                new ServiceCommand(command, Map.of(), directory),
                new Address.Announced(Pattern.compile("open on port ([0-9]+)")),
                "/health",
                Duration.ofSeconds(60));
        return new UserService("shop", plan, List.of(call("search"), call("cart")));
    }

    private static Call call(String step) {
        return new Call(
                step,
                "GET",
                "/shop/" + step,
                Map.of(),
                Optional.empty(),
                Expectation.status(200).and(Expectation.bodyContains("welcome")));
    }
}
