package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasegate.registry.AnswersAtHand.Before;
import dev.releasegate.registry.AnswersAtHand.Question;
import java.net.http.HttpResponse;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnswersAtHandTest extends WithRegistry {
    private static final Urn URN = new Urn("urn:example:a");
    private static final Question GET = new Question(Step.REGISTRY_GET, URN);
    private static final Question RESOLVE = new Question(Step.RESOLVE, URN);
    private static final Answer ONE = Answer.json(200, "{\"version\":1}");

    private final AnswersAtHand answers = new AnswersAtHand();

    @Test
    void what_was_read_is_at_hand_until_it_is_written_over() {
        answers.keep(GET, ONE, answers.beforeReading(URN));
        answers.keep(RESOLVE, ONE, answers.beforeReading(URN));
        assertThat(answers.get(GET)).containsSame(ONE);
        answers.writing(URN);
        assertThat(answers.get(GET)).isEmpty();
        assertThat(answers.get(RESOLVE)).isEmpty();
        answers.written(URN);
        assertThat(answers.get(GET)).isEmpty();
        answers.keep(GET, ONE, answers.beforeReading(URN));
        assertThat(answers.get(GET)).containsSame(ONE);
    }

    @Test
    void what_was_read_before_a_write_and_comes_after_it_is_not_kept() {
        Before old = answers.beforeReading(URN);
        answers.writing(URN);
        answers.written(URN);
        answers.keep(GET, ONE, old);
        assertThat(answers.get(GET)).isEmpty();
    }

    @Test
    void what_was_read_during_a_write_is_not_kept_whichever_side_of_it_was_seen() {
        answers.writing(URN);
        Before during = answers.beforeReading(URN);
        answers.keep(GET, ONE, during);
        assertThat(answers.get(GET)).isEmpty();
        answers.written(URN);
        answers.keep(GET, ONE, during);
        assertThat(answers.get(GET)).isEmpty();
    }

    @Test
    void one_of_two_writes_that_ends_does_not_end_the_other() {
        answers.writing(URN);
        answers.writing(URN);
        answers.written(URN);
        answers.keep(GET, ONE, answers.beforeReading(URN));
        assertThat(answers.get(GET)).isEmpty();
    }

    @Test
    void neither_large_answers_nor_very_many_are_kept() {
        Answer large = Answer.json(200, "x".repeat(AnswersAtHand.LARGEST_BYTES + 1));
        answers.keep(GET, large, answers.beforeReading(URN));
        assertThat(answers.get(GET)).isEmpty();
        IntStream.range(0, 10_000).forEach(i -> {
            Urn urn = new Urn("urn:example:" + i);
            answers.keep(new Question(Step.RESOLVE, urn), ONE, answers.beforeReading(urn));
        });
        long kept = IntStream.range(0, 10_000)
                .filter(i -> answers.get(new Question(Step.RESOLVE, new Urn("urn:example:" + i)))
                        .isPresent())
                .count();
        assertThat(kept).isBetween(1L, 1_024L);
    }

    @Test
    void a_second_read_does_not_wait_for_the_store_and_a_read_after_a_put_sees_it() {
        String name = "/v1/registry/urn:example:a";
        registry.put(name, "{\"manifest\":{\"n\":1}}");
        HttpResponse<String> first = registry.get(name);
        HttpResponse<String> resolved = registry.get("/v1/resolve?urn=urn:example:a");
        registry.store.hold();
        HttpResponse<String> second = registry.get(name);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().map().get("etag"))
                .isEqualTo(first.headers().map().get("etag"));
        assertThat(registry.get("/v1/resolve?urn=urn:example:a").body()).isEqualTo(resolved.body());
        registry.store.release();
        registry.put(name, "{\"manifest\":{\"n\":2}}");
        assertThat(registry.get(name).body()).contains("\"n\":2").contains("\"version\":2");
        assertThat(registry.get("/v1/resolve?urn=urn:example:a").body()).contains("\"n\":2");
    }

    @Test
    void a_put_between_a_read_and_its_answer_leaves_no_old_answer_at_hand() {
        String name = "/v1/registry/urn:example:a";
        String resolve = "/v1/resolve?urn=urn:example:a";
        registry.put(name, "{\"manifest\":{\"n\":1}}");
        registry.store.afterNextRead(() -> registry.put(name, "{\"manifest\":{\"n\":2}}"));
        assertThat(registry.get(name).body()).contains("\"n\":1");
        assertThat(registry.get(name).body()).contains("\"n\":2");
        registry.store.afterNextRead(() -> registry.put(name, "{\"manifest\":{\"n\":3}}"));
        assertThat(registry.get(resolve).body()).contains("\"n\":2");
        assertThat(registry.get(resolve).body()).contains("\"n\":3");
    }

    @Test
    void a_put_that_failed_leaves_nothing_at_hand() {
        String name = "/v1/registry/urn:example:a";
        registry.put(name, "{\"manifest\":{\"n\":1}}");
        registry.get(name);
        registry.store.setBroken(true);
        assertThat(registry.put(name, "{\"manifest\":{\"n\":2}}").statusCode()).isGreaterThanOrEqualTo(500);
        assertThat(registry.get(name).statusCode()).isGreaterThanOrEqualTo(500);
        registry.store.setBroken(false);
        assertThat(registry.get(name).body()).contains("\"n\":1");
    }
}
