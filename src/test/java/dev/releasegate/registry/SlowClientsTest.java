package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that never finish, on real sockets; none of these tests waits for longer than it must. */
@Timeout(60)
class SlowClientsTest {
    private static final Duration SOON = Duration.ofMillis(300);
    private static final Duration NEVER = Duration.ofHours(1);
    private static final String PUT = "PUT /v1/registry/urn:example:a HTTP/1.1\r\nHost: x\r\nX-API-Key: "
            + RegistryFixture.KEY + "\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n";

    @TempDir
    Path directory;

    private final List<Socket> sockets = new ArrayList<>();

    @Test
    void stalled_and_dripping_heads_are_cut_off_while_others_are_served() throws Exception {
        try (RegistryFixture registry = registry(new ClientLimits(SOON, NEVER, 1_000, Room.inHeap()))) {
            for (int i = 0; i < 200; i++) {
                send(connect(registry), "GET /health HTTP/1.1\r\nHost: x\r\nX-");
            }
            List<Socket> stalled = sockets.subList(0, 100);
            List<Socket> dripping = sockets.subList(100, 200);
            while (dripping.stream().anyMatch(SlowClientsTest::drips)) {
                assertThat(registry.get("/health").statusCode()).isEqualTo(200);
            }
            for (Socket socket : stalled) {
                assertThat(RegistryFixture.readToEnd(socket)).isEmpty();
            }
            assertThat(registry.get("/health").statusCode()).isEqualTo(200);
        } finally {
            closeAll();
        }
    }

    @Test
    void a_body_that_drips_is_cut_off_and_changes_nothing() throws Exception {
        try (RegistryFixture registry = registry(new ClientLimits(NEVER, SOON, 1_000, Room.inHeap()))) {
            Socket stalled = connect(registry);
            send(stalled, PUT);
            Socket dripping = connect(registry);
            send(dripping, PUT);
            while (drips(dripping)) {
                assertThat(registry.get("/v1/registry/urn:example:a").statusCode())
                        .isEqualTo(404);
            }
            assertThat(RegistryFixture.readToEnd(stalled)).isEmpty();
        } finally {
            closeAll();
        }
    }

    @Test
    void the_body_of_a_refused_request_may_not_drip_for_ever_either() throws Exception {
        try (RegistryFixture registry = registry(new ClientLimits(NEVER, SOON, 1_000, Room.inHeap()))) {
            Socket refused = connect(registry);
            send(refused, PUT.replace(RegistryFixture.KEY, "wrong"));
            while (drips(refused)) {
                assertThat(registry.get("/health").statusCode()).isEqualTo(200);
            }
        } finally {
            closeAll();
        }
    }

    @Test
    void an_answer_that_nobody_reads_is_not_offered_for_ever() throws Exception {
        try (RegistryFixture registry = registry(new ClientLimits(NEVER, SOON, 1_000, Room.inHeap()))) {
            String large = "{\"manifest\":{\"text\":\"" + "a".repeat(900_000) + "\"}}";
            assertThat(registry.put("/v1/registry/urn:example:a", large).statusCode())
                    .isEqualTo(201);
            Socket deaf = connect(registry);
            String get = "GET /v1/registry/urn:example:a HTTP/1.1\r\nHost: x\r\nX-API-Key: " + RegistryFixture.KEY
                    + "\r\n\r\n";
            send(deaf, get.repeat(20));
            while (drips(deaf)) {
                assertThat(registry.get("/health").statusCode()).isEqualTo(200);
            }
            assertThat(RegistryFixture.readToEnd(deaf)).hasSizeLessThan(20 * 900_000);
        } finally {
            closeAll();
        }
    }

    @Test
    void a_quick_client_may_keep_its_connection() throws Exception {
        try (RegistryFixture registry = registry(new ClientLimits(SOON, SOON, 1_000, Room.inHeap()))) {
            Socket kept = connect(registry);
            Socket stalled = connect(registry);
            String health = "GET /health HTTP/1.1\r\nHost: x\r\n";
            send(kept, health + "\r\n");
            awaitAnswer(kept);
            send(stalled, "GET /hea");
            assertThat(RegistryFixture.readToEnd(stalled)).isEmpty();
            send(kept, health + "Connection: close\r\n\r\n");
            assertThat(RegistryFixture.readToEnd(kept)).startsWith("HTTP/1.1 200 ");
        } finally {
            closeAll();
        }
    }

    @Test
    void where_all_connections_are_taken_the_slowest_makes_room() throws Exception {
        try (RegistryFixture registry = registry(new ClientLimits(NEVER, NEVER, 20, Room.inHeap()))) {
            for (int i = 0; i < 20; i++) {
                send(connect(registry), "GET /hea");
            }
            List<Socket> first = List.copyOf(sockets);
            for (int i = 0; i < 50; i++) {
                send(connect(registry), "GET /hea");
                assertThat(registry.raw("GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                        .startsWith("HTTP/1.1 200 ");
            }
            for (Socket socket : first) {
                assertThat(RegistryFixture.readToEnd(socket)).isEmpty();
            }
        } finally {
            closeAll();
        }
    }

    private RegistryFixture registry(ClientLimits limits) throws Exception {
        return new RegistryFixture(directory, limits);
    }

    private Socket connect(RegistryFixture registry) throws IOException {
        Socket socket = registry.connect();
        sockets.add(socket);
        return socket;
    }

    private void closeAll() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private static void awaitAnswer(Socket socket) throws IOException {
        String answer = "";
        while (!answer.endsWith("}")) {
            answer += (char) socket.getInputStream().read();
        }
    }

    /** One byte more; false when the other end has closed the connection. */
    private static boolean drips(Socket socket) {
        try {
            send(socket, "a");
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (SocketException e) {
            throw new IOException("cut off", e);
        }
    }
}
