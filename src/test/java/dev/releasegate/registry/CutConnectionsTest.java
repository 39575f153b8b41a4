package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasegate.record.ErrorReason;
import dev.releasegate.record.Outcome;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which connection is closed where there are too many, which is not, and what is said of it. */
@Timeout(60)
class CutConnectionsTest {
    private static final Duration NEVER = Duration.ofHours(1);
    private static final String REST =
            " HTTP/1.1\r\nHost: x\r\nX-API-Key: " + RegistryFixture.KEY + "\r\nConnection: close\r\n\r\n";

    @TempDir
    Path directory;

    @Test
    void where_one_may_be_open_the_second_closes_the_first() throws Exception {
        try (RegistryFixture registry = registry(1);
                Socket first = registry.connect()) {
            send(first, "GET /hea");
            assertThat(registry.raw("GET /health" + REST)).startsWith("HTTP/1.1 200 ");
            assertThat(RegistryFixture.readToEnd(first)).isEmpty();
        }
    }

    @Test
    void where_all_are_owed_an_answer_the_new_one_is_closed() throws Exception {
        try (RegistryFixture registry = registry(1);
                Socket owed = registry.connect()) {
            registry.store.hold();
            send(owed, "GET /v1/registry/urn:example:a" + REST);
            registry.store.awaitHeld();
            try (Socket refused = registry.connect()) {
                assertThat(RegistryFixture.readToEnd(refused)).isEmpty();
            }
            registry.store.release();
            assertThat(RegistryFixture.readToEnd(owed)).startsWith("HTTP/1.1 404 ");
        }
    }

    @Test
    void those_that_are_closed_take_nobodys_place() throws Exception {
        try (RegistryFixture registry = registry(20);
                Socket first = registry.connect()) {
            send(first, "GET /hea");
            for (int i = 0; i < 60; i++) {
                assertThat(registry.raw("GET /health" + REST)).startsWith("HTTP/1.1 200 ");
            }
            send(first, "lth" + REST);
            assertThat(RegistryFixture.readToEnd(first)).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void who_is_cut_off_for_being_slow_is_told_of_as_such() throws Exception {
        Queue<Passage.Passed> passed = new ConcurrentLinkedQueue<>();
        ClientLimits soon = new ClientLimits(Duration.ofMillis(100), NEVER, 1_000, Room.inHeap());
        try (RegistryFixture registry = new RegistryFixture(directory, soon, new Traffic(passed::add));
                Socket slow = registry.connect()) {
            send(slow, "GET /hea");
            assertThat(RegistryFixture.readToEnd(slow)).isEmpty();
            registry.server.stop(Duration.ofSeconds(10));
        }
        assertThat(passed)
                .singleElement()
                .extracting(Passage.Passed::outcome)
                .isEqualTo(new Outcome.Failure(ErrorReason.READ_TIMEOUT));
    }

    private RegistryFixture registry(int connections) throws Exception {
        return new RegistryFixture(directory, new ClientLimits(NEVER, NEVER, connections, Room.inHeap()));
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
