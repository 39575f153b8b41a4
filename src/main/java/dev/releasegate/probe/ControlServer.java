package dev.releasegate.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.impl.bootstrap.HttpServer;
import org.apache.hc.core5.http.impl.bootstrap.ServerBootstrap;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;

/**
 * An answer that does nothing, on the loopback interface and in this process. What is slow here is the machine or the
 * probe itself, and not the service under test.
 */
public final class ControlServer implements AutoCloseable {
    private static final byte[] ANSWER = "{}".getBytes(StandardCharsets.UTF_8);
    private static final Call CALL =
            new Call("control", "GET", "/", Map.of(), Optional.empty(), Expectation.status(HttpStatus.SC_OK));

    private final HttpServer server;

    private ControlServer(HttpServer server) {
        this.server = server;
    }

    /** Begins to listen on a free port. */
    public static ControlServer start() throws IOException {
        HttpServer server = ServerBootstrap.bootstrap()
                .setLocalAddress(InetAddress.getLoopbackAddress())
                .setCanonicalHostName(InetAddress.getLoopbackAddress().getHostAddress())
                .setListenerPort(0)
                .setSocketConfig(SocketConfig.custom().setTcpNoDelay(true).build())
                .register(
                        "*",
                        (request, response, context) ->
                                response.setEntity(new ByteArrayEntity(ANSWER, ContentType.APPLICATION_JSON)))
                .create();
        server.start();
        return new ControlServer(server);
    }

    public URI baseUrl() {
        return URI.create("http://" + server.getInetAddress().getHostAddress() + ":" + server.getLocalPort());
    }

    /** The request that is sent to it. */
    public static Call call() {
        return CALL;
    }

    @Override
    public void close() {
        server.close(CloseMode.IMMEDIATE);
    }
}
