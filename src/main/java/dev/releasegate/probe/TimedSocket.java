package dev.releasegate.probe;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.http.impl.io.SocketHolder;

/** A socket that tells its connection of every read and write. */
final class TimedSocket extends SocketHolder {
    private final ProbeConnection connection;

    TimedSocket(ProbeConnection connection, Socket socket) {
        super(socket);
        this.connection = connection;
    }

    TimedSocket(ProbeConnection connection, SSLSocket secured, Socket socket) {
        super(secured, socket);
        this.connection = connection;
    }

    @Override
    protected InputStream getInputStream(Socket socket) throws IOException {
        return new Input(connection, socket.getInputStream());
    }

    @Override
    protected OutputStream getOutputStream(Socket socket) throws IOException {
        return new Output(connection, socket.getOutputStream());
    }

    private static final class Input extends FilterInputStream {
        private final ProbeConnection connection;

        Input(ProbeConnection connection, InputStream input) {
            super(input);
            this.connection = connection;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            connection.received(read < 0 ? -1 : 1);
            return read;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int count = super.read(bytes, from, length);
            connection.received(count);
            return count;
        }
    }

    private static final class Output extends FilterOutputStream {
        private final ProbeConnection connection;

        Output(ProbeConnection connection, OutputStream output) {
            super(output);
            this.connection = connection;
        }

        @Override
        public void write(int written) throws IOException {
            connection.sending();
            out.write(written);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            connection.sending();
            out.write(bytes, from, length);
        }
    }
}
