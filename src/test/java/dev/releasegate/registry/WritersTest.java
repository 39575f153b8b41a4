package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits for a writer is written together, and answered one by one. */
class WritersTest {
    private static final Urn NAME = new Urn("urn:example:a");

    @TempDir
    Path directory;

    private TroubledStore store;
    private Writers writers;

    @BeforeEach
    void start() throws Exception {
        store = new TroubledStore(SqliteStore.open(directory.resolve("registry.db"), Clock.systemUTC()));
        writers = new Writers(new Registry(store, new ProvenancePolicy.Off()), 9);
    }

    @AfterEach
    void stop() throws Exception {
        writers.close();
        store.close();
    }

    @Test
    void puts_that_wait_share_a_commit_and_have_each_an_answer_of_their_own() throws Exception {
        store.hold();
        CompletableFuture<Answer> first = put("{\"manifest\":{}}", Precondition.NONE);
        store.awaitHeld();
        List<CompletableFuture<Answer>> waiting = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            waiting.add(put("{\"manifest\":{\"n\":" + i + "}}", Precondition.NONE));
        }
        CompletableFuture<Answer> unmet = put("{\"manifest\":{}}", new Precondition.Absent());
        CompletableFuture<Answer> oneTooMany = put("{\"manifest\":{}}", Precondition.NONE);
        assertThat(oneTooMany.join().header("Retry-After")).contains("1");
        store.release();
        assertThat(first.join().status()).isEqualTo(201);
        for (int i = 0; i < 8; i++) {
            assertThat(waiting.get(i).join().text()).endsWith(",\"version\":" + (i + 2) + "}");
        }
        assertThat(unmet.join().status()).isEqualTo(412);
        assertThat(store.putsTogether()).containsExactly(1, 9);
    }

    @Test
    void of_a_put_whose_outcome_is_unknown_nobody_says_that_it_failed_or_succeeded() throws Exception {
        store.setForgetful(true);
        Answer unknown = put("{\"manifest\":{}}", Precondition.NONE).join();
        assertThat(unknown.status()).isEqualTo(503);
        assertThat(unknown.text()).startsWith("{\"error\":\"outcome_unknown\",");
        assertThat(unknown.header("Retry-After")).isEmpty();
        assertThat(store.get(NAME)).isPresent();
    }

    @Test
    void of_a_put_that_failed_it_is_said_that_nothing_was_written() throws Exception {
        store.setBroken(true);
        Answer failed = put("{\"manifest\":{}}", Precondition.NONE).join();
        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.text()).contains("nothing was written");
        store.setBroken(false);
        assertThat(store.get(NAME)).isEmpty();
    }

    private CompletableFuture<Answer> put(String body, Precondition precondition) throws Refusal {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        Manifest manifest =
                Registration.of(body.getBytes(StandardCharsets.UTF_8)).manifest();
        if (!writers.offer(new Store.Put(NAME, manifest, precondition), answer::complete)) {
            answer.complete(Refusal.busy().answer());
        }
        return answer;
    }
}
