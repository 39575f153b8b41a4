package dev.releasegate.probe;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers every request on the wire with the bytes that it was given, be they HTTP or not, and remembers the requests. It
 * knows no more of HTTP than where a request ends.
 */
public final class RawServer implements AutoCloseable {
    private static final Pattern LENGTH =
            Pattern.compile("^content-length: *([0-9]+)", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    private final ServerSocket listener;
    private final byte[] answer;
    private final boolean keepsAlive;
    private final List<String> requests = new ArrayList<>();
    private final List<Socket> connections = new ArrayList<>();

    private RawServer(byte[] answer, boolean keepsAlive) throws IOException {
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.answer = answer.clone();
        this.keepsAlive = keepsAlive;
        start(this::acceptAll);
    }

    /** Answers one request of each connection and closes it; with no bytes at all it drops the connection. */
    public static RawServer answering(String... lines) throws IOException {
        return new RawServer(bytes(lines), false);
    }

    /** Answers one request of each connection and closes it. */
    static RawServer answering(byte[] answer) throws IOException {
        return new RawServer(answer, false);
    }

    /** Answers every request of a connection and leaves it open. */
    static RawServer keepingAlive(String... lines) throws IOException {
        return new RawServer(bytes(lines), true);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** Every request so far, head and body. */
    public synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    synchronized int connections() {
        return connections.size();
    }

    @Override
    public synchronized void close() throws IOException {
        listener.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }

    private static byte[] bytes(String... lines) {
        return String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8);
    }

    private void acceptAll() throws IOException {
        while (true) {
            Socket connection = listener.accept();
            synchronized (this) {
                connections.add(connection);
            }
            start(() -> serve(connection));
        }
    }

    private void serve(Socket connection) throws IOException {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            OutputStream out = connection.getOutputStream();
            for (String request = next(in); !request.isEmpty(); request = keepsAlive ? next(in) : "") {
                synchronized (this) {
                    requests.add(request);
                }
                out.write(answer);
                out.flush();
            }
        }
    }

    /** The next request, or nothing if the connection ended before it. */
    private static String next(InputStream in) throws IOException {
        StringBuilder request = new StringBuilder();
        while (request.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            request.append((char) next);
        }
        Matcher length = LENGTH.matcher(request);
        int body = length.find() ? Integer.parseInt(length.group(1)) : 0;
        return request + new String(in.readNBytes(body), StandardCharsets.UTF_8);
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (SocketException e) {
                // the test, or the client, has closed it
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    /** Work that ends with an exception when its socket is closed. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }
}
