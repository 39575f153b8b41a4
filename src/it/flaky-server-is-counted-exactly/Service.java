import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** A flaky service that writes down every request it reads: of ten, one is a 503, one a redirect, one is cut off. */
public class Service {
    private static final AtomicInteger REQUESTS = new AtomicInteger();

    public static void main(String[] args) throws Exception {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        System.out.println("listening on port " + server.getLocalPort());
        while (true) {
            Socket socket = server.accept();
            socket.setTcpNoDelay(true);
            Thread thread = new Thread(() -> serve(socket));
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void serve(Socket socket) {
        try (socket) {
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String request = line;
                while (!in.readLine().isEmpty()) {
                    // headers
                }
                String answer = "200 OK";
                if (request.startsWith("GET /task")) {
                    int number = REQUESTS.incrementAndGet();
                    if (number % 10 == 5) {
                        System.out.println("cut off " + request);
                        return;
                    }
                    answer = number % 10 == 3 ? "503 Busy" : number % 10 == 7 ? "302 Found" : answer;
                    System.out.println(answer + " " + request);
                }
                socket.getOutputStream().write(("HTTP/1.1 " + answer + "\r\nRetry-After: 0\r\nLocation: /elsewhere\r\n"
                        + "Set-Cookie: seen=yes\r\nContent-Length: 2\r\n\r\nok").getBytes());
            }
        } catch (Exception e) {
            System.out.println("broken: " + e);
        }
    }
}
