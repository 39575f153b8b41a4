package dev.releasegate.service;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;

/**
 * Tells whether a process is gone, by a connection that breaks when it ends. Its process id does not tell: a process that
 * nobody waits for keeps it after its end.
 */
final class LifeLine implements AutoCloseable {
    private static final int PATIENCE_MS = 30_000;

    private final ServerSocket listener;

    LifeLine() throws IOException {
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        listener.setSoTimeout(PATIENCE_MS);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Waits until the process has connected. */
    Socket taken() throws IOException {
        Socket socket = listener.accept();
        socket.setSoTimeout(PATIENCE_MS);
        if (socket.getInputStream().read() != 1) {
            throw new IOException("the process went before it had said that it is there");
        }
        return socket;
    }

    /** Waits until the process has ended. */
    static boolean isCut(Socket line) throws IOException {
        try {
            return line.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true; // cut with a reset
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
