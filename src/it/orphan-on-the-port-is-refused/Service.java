import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;

/** A service for the integration tests: answers with the build that it is of. Ends when its standard input ends. */
public class Service {
    public static void main(String[] args) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(args[1])), 0);
        server.createContext("/", exchange -> {
            byte[] body = ("{\"build\":\"" + args[0] + "\"}").getBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        System.out.println(args[0] + " is listening on port " + server.getAddress().getPort());
        while (System.in.read() >= 0) {
            // nobody says anything
        }
        System.exit(0);
    }
}
