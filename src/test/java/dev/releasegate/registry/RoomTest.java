package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of large bodies and answers when there is no memory for all of them. */
@Timeout(60)
class RoomTest {
    private static final int ROOM = 100_000;
    private static final Duration NEVER = Duration.ofHours(1);
    private static final String NAME = "/v1/registry/urn:example:";

    @TempDir
    Path directory;

    @Test
    void what_is_taken_is_given_back_once() {
        Room room = new Room(10);
        Room.Place first = room.place();
        Room.Place second = room.place();
        assertThat(first.take(6)).isTrue();
        assertThat(second.take(5)).isFalse();
        assertThat(second.take(4)).isTrue();
        first.leave();
        first.leave();
        assertThat(second.take(7)).isFalse();
        assertThat(second.take(6)).isTrue();
    }

    @Test
    void who_has_left_takes_nothing_more() {
        Room room = new Room(10);
        Room.Place place = room.place();
        place.leave();
        assertThat(place.take(1)).isFalse();
        assertThat(room.place().take(10)).isTrue();
    }

    @Test
    void a_body_for_which_there_is_no_room_is_to_come_again() throws Exception {
        try (RegistryFixture registry = registry()) {
            registry.store.hold();
            CompletableFuture<HttpResponse<String>> waiting =
                    CompletableFuture.supplyAsync(() -> registry.put(NAME + "a", manifest(60_000)));
            registry.store.awaitHeld();
            HttpResponse<String> refused = registry.put(NAME + "b", manifest(60_000));
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).contains("1");
            assertThat(registry.get("/openapi.json").statusCode()).isEqualTo(200);
            registry.store.release();
            assertThat(waiting.join().statusCode()).isEqualTo(201);
            assertThat(onceThereIsRoom(() -> registry.put(NAME + "b", manifest(60_000))))
                    .isEqualTo(201);
        }
    }

    @Test
    void a_client_that_goes_away_within_its_body_leaves_its_room_to_others() throws Exception {
        try (RegistryFixture registry = registry()) {
            for (int i = 0; i < 10; i++) {
                try (Socket socket = registry.connect()) {
                    String half = "PUT " + NAME + "a HTTP/1.1\r\nHost: x\r\nX-API-Key: " + RegistryFixture.KEY
                            + "\r\nContent-Type: application/json\r\nContent-Length: 90000\r\n\r\n"
                            + "x".repeat(60_000);
                    socket.getOutputStream().write(half.getBytes(StandardCharsets.US_ASCII));
                }
            }
            assertThat(onceThereIsRoom(() -> registry.put(NAME + "a", manifest(90_000))))
                    .isEqualTo(201);
        }
    }

    @Test
    void a_long_answer_takes_room_until_it_has_left() throws Exception {
        try (RegistryFixture registry = registry()) {
            assertThat(registry.put(NAME + "fits", manifest(60_000)).statusCode())
                    .isEqualTo(201);
            assertThat(registry.put(NAME + "does-not", manifest(ROOM)).statusCode())
                    .isEqualTo(201);
            for (int i = 0; i < 20; i++) {
                assertThat(onceThereIsRoom(() -> registry.get(NAME + "fits"))).isEqualTo(200);
            }
            assertThat(registry.get(NAME + "does-not").statusCode()).isEqualTo(503);
        }
    }

    /** The status of the first answer that is not 503: room is given back a moment after who had it was answered. */
    private static int onceThereIsRoom(Supplier<HttpResponse<String>> request) {
        int status = 503;
        while (status == 503) {
            status = request.get().statusCode();
        }
        return status;
    }

    /** A body of so many bytes. */
    private static String manifest(int bytes) {
        String around = "{\"manifest\":{\"name\":\"\"}}";
        return around.replace("\"\"", "\"" + "n".repeat(bytes - around.length()) + "\"");
    }

    private RegistryFixture registry() throws Exception {
        return new RegistryFixture(directory, new ClientLimits(NEVER, NEVER, 1_000, new Room(ROOM)));
    }
}
