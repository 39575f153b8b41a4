package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessTest {
    @TempDir
    Path directory;

    private long nanos;

    @Test
    void each_key_has_an_account_of_its_own() throws Exception {
        Access access = access("1/minute");
        access.admit(request("key-of-ann"));
        access.admit(request("key-of-ben"));
        assertThatThrownBy(() -> access.admit(request("key-of-ann"))).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> access.admit(request("key-of-ben"))).isInstanceOf(Refusal.class);
        nanos = 60_000_000_000L;
        access.admit(request("key-of-ann"));
    }

    @Test
    void who_has_no_key_uses_up_nothing() throws Exception {
        Access access = access("1/minute");
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> access.admit(request("key-of-nobody")))
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            refusal -> assertThat(refusal.answer().status()).isEqualTo(401));
        }
        access.admit(request("key-of-ann"));
    }

    @Test
    void an_answer_tells_what_is_left_and_a_refusal_when_to_come_again() throws Exception {
        Access access = access("2/minute");
        Answer first = access.admit(request("key-of-ann")).tell(Answer.empty(204));
        assertThat(first.header("RateLimit-Policy")).contains("\"key\";q=2;w=60");
        assertThat(first.header("RateLimit")).contains("\"key\";r=1;t=30");
        assertThat(access.admit(request("key-of-ann")).tell(Answer.empty(204)).header("RateLimit"))
                .contains("\"key\";r=0;t=60");
        nanos = 500_000_000;
        assertThatThrownBy(() -> access.admit(request("key-of-ann"))).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.answer().status()).isEqualTo(429);
            assertThat(refusal.answer().header("Retry-After")).contains("30");
            assertThat(refusal.answer().header("RateLimit")).contains("\"key\";r=0;t=30");
            assertThat(refusal.answer().text())
                    .isEqualTo("{\"error\":\"too_many_requests\",\"message\":\"This key has asked more often than"
                            + " it may; try again in 30 s\"}");
        });
    }

    @Test
    void without_a_limit_nothing_is_told_of_one() throws Exception {
        assertThat(access("off").admit(request("key-of-ann"))).isEqualTo(Admission.UNLIMITED);
    }

    @Test
    void only_what_needs_a_key_is_limited_and_a_refused_request_changes_nothing() throws Exception {
        try (RegistryFixture registry = new RegistryFixture(directory, Desk.WAITING, "1/hour")) {
            assertThat(registry.get("/v1/registry/urn:example:a").statusCode()).isEqualTo(404);
            HttpResponse<String> refused = registry.put("/v1/registry/urn:example:a", "{\"manifest\":{}}");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(registry.store.get(Urn.of("urn:example:a"))).isEmpty();
            for (int i = 0; i < 3; i++) {
                assertThat(registry.get("/health").headers().firstValue("RateLimit"))
                        .isEmpty();
            }
        }
    }

    private Access access(String limit) throws UsageException {
        ApiKeys keys = new ApiKeys(List.of(new ApiKey("ann", "key-of-ann"), new ApiKey("ben", "key-of-ben")));
        return new Access(keys, RateLimit.parse(limit), () -> nanos);
    }

    private static HttpRequest request(String key) {
        HttpRequest request = new BasicHttpRequest("GET", "/");
        request.addHeader("X-API-Key", key);
        return request;
    }
}
