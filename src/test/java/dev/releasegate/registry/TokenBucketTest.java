package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.releasegate.registry.TokenBucket.Take;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenBucketTest {
    private static final long SECOND = 1_000_000_000;

    /** Near the end of its range, as a clock that only differences are taken of may be. */
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - SECOND / 4);

    private final TokenBucket bucket = bucket(4);

    @Test
    void so_many_are_granted_at_once_and_the_next_one_is_told_when_to_come_again() {
        assertThat(List.of(bucket.take(), bucket.take(), bucket.take(), bucket.take()))
                .containsExactly(
                        new Take(true, 3, SECOND / 4),
                        new Take(true, 2, SECOND / 2),
                        new Take(true, 1, SECOND * 3 / 4),
                        new Take(true, 0, SECOND));
        assertThat(bucket.take()).isEqualTo(new Take(false, 0, SECOND / 4));
        assertThat(bucket.take().waitSeconds()).isEqualTo(1);
    }

    @Test
    void one_is_granted_exactly_when_it_was_said() {
        empty();
        nanos.addAndGet(SECOND / 4 - 1);
        assertThat(bucket.take()).isEqualTo(new Take(false, 0, 1));
        nanos.addAndGet(1);
        assertThat(bucket.take()).isEqualTo(new Take(true, 0, SECOND));
        assertThat(bucket.take().isGranted()).isFalse();
    }

    @Test
    void what_is_refused_uses_nothing_up() {
        empty();
        for (int i = 0; i < 1_000; i++) {
            assertThat(bucket.take().isGranted()).isFalse();
        }
        nanos.addAndGet(SECOND / 4);
        assertThat(bucket.take().isGranted()).isTrue();
    }

    @Test
    void after_a_window_all_are_granted_again_and_after_a_year_not_more() {
        empty();
        nanos.addAndGet(SECOND);
        assertThat(granted()).isEqualTo(4);
        nanos.addAndGet(365 * 86_400 * SECOND);
        assertThat(granted()).isEqualTo(4);
    }

    @Test
    void a_limit_that_does_not_divide_its_window_is_kept_to_the_last_request() {
        TokenBucket uneven = bucket(7);
        List<Long> left = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            left.add(uneven.take().left());
        }
        assertThat(left).containsExactly(6L, 5L, 4L, 3L, 2L, 1L, 0L);
        assertThat(uneven.take().isGranted()).isFalse();
    }

    @Test
    void of_many_at_once_no_more_are_granted_than_there_are() throws Exception {
        TokenBucket shared = bucket(500_000);
        Callable<Long> greedy = () -> {
            long granted = 0;
            for (int i = 0; i < 200_000; i++) {
                granted += shared.take().isGranted() ? 1 : 0;
            }
            return granted;
        };
        ExecutorService pool = Executors.newFixedThreadPool(4);
        long granted = 0;
        for (Future<Long> part : pool.invokeAll(List.of(greedy, greedy, greedy, greedy))) {
            granted += part.get();
        }
        pool.shutdown();
        assertThat(granted).isEqualTo(500_000);
    }

    @ParameterizedTest
    @CsvSource({"1/second, 1, PT1S", "50/minute, 50, PT1M", "1000000/hour, 1000000, PT1H"})
    void a_limit_is_written_as_so_many_in_a_unit_of_time(String text, int requests, Duration window) throws Exception {
        assertThat(RateLimit.parse(text)).contains(new RateLimit(requests, window));
    }

    @Test
    void no_limit_is_written_off() throws Exception {
        assertThat(RateLimit.parse("off")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0/second", "50", "50/day", "-1/second", "1000001/second", "OFF", "none"})
    void what_is_no_limit_is_refused(String text) {
        assertThatThrownBy(() -> RateLimit.parse(text))
                .isInstanceOf(UsageException.class)
                .hasMessage("must be off, or 1 to 1000000 requests per second, minute or hour, as in 50/second, but is "
                        + text);
    }

    private TokenBucket bucket(int requests) {
        return new TokenBucket(new RateLimit(requests, Duration.ofSeconds(1)), nanos::get);
    }

    private void empty() {
        assertThat(granted()).isEqualTo(4);
    }

    private int granted() {
        int granted = 0;
        while (bucket.take().isGranted()) {
            granted++;
        }
        return granted;
    }
}
