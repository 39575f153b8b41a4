package dev.releasegate.registry;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One connection that is kept, with one request at a time. By hand, because a library's client may send a request again
 * when its connection breaks, and then nobody knows how often it was sent.
 */
final class RegistryConnection implements AutoCloseable {
    /** The whole answer; the names of its headers are in lower case. */
    record Reply(int status, String headers, String body) {
        /** The value of a header, or an empty text. */
        String header(String name) {
            Matcher value = Pattern.compile("\\n" + name + ": *([^\\r]*)\\r").matcher(headers);
            return value.find() ? value.group(1) : "";
        }
    }

    private static final int PATIENCE_MS = 60_000;
    private static final int STATUS_AT = "HTTP/1.1 ".length();

    private final Socket socket;
    private final InputStream input;
    private final String key;

    RegistryConnection(int port, String key) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MS);
        input = new BufferedInputStream(socket.getInputStream());
        this.key = key;
    }

    Reply get(String target) throws IOException {
        return send("GET " + target, "", "");
    }

    /**
     * Puts a manifest.
     *
     * @param condition a header, its line end included, or nothing
     */
    Reply put(String urn, String manifest, String condition) throws IOException {
        return send("PUT /v1/registry/" + urn, condition, "{\"manifest\":" + manifest + "}");
    }

    Reply query(String capability) throws IOException {
        return send("POST /v1/query", "", "{\"capability\":" + CanonicalJson.quote(capability) + "}");
    }

    private Reply send(String line, String header, String body) throws IOException {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String about = content.length == 0
                ? ""
                : "Content-Type: application/json\r\nContent-Length: " + content.length + "\r\n";
        byte[] head = (line + " HTTP/1.1\r\nHost: x\r\nX-API-Key: " + key + "\r\n" + header + about + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] request = new byte[head.length + content.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(content, 0, request, head.length, content.length);
        socket.getOutputStream().write(request);
        return reply();
    }

    private Reply reply() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
            head.append((char) read());
        }
        int status = Integer.parseInt(head.substring(STATUS_AT, STATUS_AT + 3));
        Reply reply = new Reply(status, head.toString().toLowerCase(Locale.ROOT), "");
        String length = reply.header("content-length");
        byte[] body = input.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length));
        if (!length.isEmpty() && body.length < Integer.parseInt(length)) {
            throw new EOFException("the connection ended within an answer");
        }
        return new Reply(status, reply.headers(), new String(body, StandardCharsets.UTF_8));
    }

    private int read() throws IOException {
        int one = input.read();
        if (one < 0) {
            throw new EOFException("the connection ended");
        }
        return one;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
