import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/** A service for the integration tests: answers {"ok":true} and writes its port. */
public class Service {
    public static void main(String[] args) throws Exception {
        int dieAfter = Integer.parseInt(args[0]);
        AtomicInteger requests = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            if (requests.incrementAndGet() == dieAfter) {
                System.out.println("out of luck");
                System.exit(7);
            }
            byte[] body = "{\"ok\":true}".getBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(args[1].equals("ready") ? 200 : 503, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        System.out.println("still warming the caches");
        System.out.println("listening on port " + server.getAddress().getPort());
    }
}
