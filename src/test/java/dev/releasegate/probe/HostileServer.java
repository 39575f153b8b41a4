package dev.releasegate.probe;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A server that does to its clients whatever a test thinks of. It counts the requests whose heads it has read, and the
 * bytes that it could get rid of.
 */
final class HostileServer implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicLong written = new AtomicLong();
    private final Behaviour behaviour;

    /** What is done to a connection. It ends when the client is gone, or by returning: then the connection is closed. */
    @FunctionalInterface
    interface Behaviour {
        void meet(Visitor visitor) throws IOException;
    }

    HostileServer(Behaviour behaviour) throws IOException {
        this.behaviour = behaviour;
        start(this::acceptAll);
    }

    /** Reads the head of one request of each connection, sends these bytes, and closes it. */
    static HostileServer answering(String answer) throws IOException {
        return new HostileServer(visitor -> {
            visitor.readHead();
            visitor.send(answer);
        });
    }

    /** Reads the head of one request of each connection, sends the first bytes, and then the others for ever. */
    static HostileServer repeating(String first, String others) throws IOException {
        byte[] block = others.repeat(1 + (64 << 10) / others.length()).getBytes(StandardCharsets.ISO_8859_1);
        return new HostileServer(visitor -> {
            visitor.readHead();
            visitor.send(first);
            while (true) {
                visitor.send(block);
            }
        });
    }

    /** Reads the head of one request of each connection, sends these bytes, and then says nothing more. */
    static HostileServer stalling(String answer) throws IOException {
        return new HostileServer(visitor -> {
            visitor.readHead();
            visitor.send(answer);
            visitor.waitUntilGone();
        });
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    int requests() {
        return requests.get();
    }

    int connections() {
        return accepted.get();
    }

    /** How many bytes it has sent that the client, or the buffers between them, have taken. */
    long written() {
        return written.get();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }

    private void acceptAll() throws IOException {
        while (true) {
            Socket connection = listener.accept();
            accepted.incrementAndGet();
            connections.add(connection);
            start(() -> {
                try (connection) {
                    behaviour.meet(new Visitor(connection));
                }
            });
        }
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // the client is gone, or the test is over
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    /** One connection, seen from the server. */
    final class Visitor {
        private final InputStream in;
        private final OutputStream out;

        Visitor(Socket connection) throws IOException {
            this.in = new BufferedInputStream(connection.getInputStream());
            this.out = connection.getOutputStream();
        }

        /** Reads up to the empty line after the headers of a request. It is counted as one request. */
        String readHead() throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    throw new IOException("the client is gone");
                }
                head.append((char) next);
            }
            requests.incrementAndGet();
            return head.toString();
        }

        void send(String bytes) throws IOException {
            send(bytes.getBytes(StandardCharsets.ISO_8859_1));
        }

        void send(byte[] bytes) throws IOException {
            out.write(bytes);
            written.addAndGet(bytes.length);
        }

        void waitUntilGone() throws IOException {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
