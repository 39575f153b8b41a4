package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who waits for whom, where the store lets everybody wait. */
class DeskTest {
    private static final Urn NAME = new Urn("urn:example:a");

    @TempDir
    Path directory;

    private TroubledStore store;
    private Desk desk;

    @BeforeEach
    void open() throws Exception {
        store = new TroubledStore(SqliteStore.open(directory.resolve("registry.db"), Clock.systemUTC()));
        desk = new Desk(new Registry(store, new ProvenancePolicy.Off()), 1);
        store.hold();
    }

    @AfterEach
    void close() throws Exception {
        store.release();
        desk.close();
        store.close();
    }

    @Test
    void however_many_ask_for_its_health_they_take_no_place_from_those_who_read() throws Exception {
        List<CompletableFuture<Answer>> healths = asked(50, desk::health);
        store.awaitHeld();
        List<CompletableFuture<Answer>> reads = asked(store.readers() + 1, to -> desk.get(NAME, to));
        store.release();
        assertThat(healths)
                .allSatisfy(health -> assertThat(health.join().status()).isEqualTo(200));
        assertThat(reads).allSatisfy(read -> assertThat(read.join().status()).isEqualTo(404));
    }

    @Test
    void all_who_ask_for_its_health_before_a_check_begins_share_it() throws Exception {
        asked(1, desk::health);
        store.awaitHeld();
        List<CompletableFuture<Answer>> later = asked(50, desk::health);
        store.release();
        later.forEach(CompletableFuture::join);
        assertThat(store.checks()).isEqualTo(2);
    }

    @Test
    void a_put_that_is_refused_is_told_so_while_others_wait_for_the_disk() throws Exception {
        Body good = body("{\"manifest\":{}}");
        Body bad = body("{");
        List<CompletableFuture<Answer>> waiting = asked(1, to -> desk.put(NAME, Precondition.NONE, good, to));
        store.awaitHeld();
        Answer refused = asked(1, to -> desk.put(NAME, Precondition.NONE, bad, to))
                .get(0)
                .join();
        assertThat(refused.status()).isEqualTo(400);
        assertThat(waiting.get(0)).isNotDone();
        store.release();
        assertThat(waiting.get(0).join().status()).isEqualTo(201);
    }

    @Test
    void a_store_that_has_gone_is_told_as_such_and_when_to_come_again() throws Exception {
        store.setGone(true);
        store.release();
        Body put = body("{\"manifest\":{}}");
        for (Answer answer : List.of(
                asked(1, to -> desk.get(NAME, to)).get(0).join(),
                asked(1, to -> desk.put(NAME, Precondition.NONE, put, to))
                        .get(0)
                        .join())) {
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.text()).contains("\"service_unavailable\"").contains("nothing was written");
            assertThat(answer.header("Retry-After")).contains("5");
        }
        assertThat(asked(1, desk::health).get(0).join().status()).isEqualTo(503);
    }

    private static List<CompletableFuture<Answer>> asked(int times, Consumer<Consumer<Answer>> ask) {
        return Stream.generate(() -> {
                    CompletableFuture<Answer> answer = new CompletableFuture<>();
                    ask.accept(answer::complete);
                    return answer;
                })
                .limit(times)
                .toList();
    }

    private static Body body(String text) throws Refusal {
        Body body = new Body(List.of(), Room.inHeap().place());
        body.add(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        return body;
    }
}
