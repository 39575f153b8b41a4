package dev.releasegate.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EndpointWorkloadTest {
    @Test
    void every_round_asks_every_step_the_same_in_the_order_of_the_pom() {
        Call search = call("search", "/search?q=a");
        Call cart = call("cart", "/cart");
        EndpointWorkload workload = new EndpointWorkload("shop", List.of(search, cart));

        assertThat(workload.tool()).isEqualTo("shop");
        assertThat(workload.steps()).containsExactly("search", "cart");
        assertThat(workload.calls()).containsExactly(search, cart);
        assertThat(workload.call("cart", 0)).contains(cart);
        assertThat(workload.call("cart", 7)).contains(cart);
        assertThat(workload.call("checkout", 0)).isEmpty();
    }

    @Test
    void two_endpoints_for_one_step_are_refused() {
        List<Call> twice = List.of(call("cart", "/cart"), call("cart", "/basket"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EndpointWorkload("shop", twice))
                .withMessage("two endpoints for step \"cart\"");
    }

    @Test
    void nothing_to_ask_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EndpointWorkload("shop", List.of()))
                .withMessage("there is no endpoint, so there is nothing to probe");
    }

    @Test
    void a_path_begins_with_a_slash() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> call("cart", "cart"))
                .withMessage("path must begin with a slash, but is \"cart\"");
    }

    @Test
    void a_call_does_not_print_its_headers_or_its_body() {
        Call call = new Call(
                "cart",
                "PUT",
                "/cart",
                Map.of("X-API-Key", "s3cret"),
                Optional.of("{\"card\":4711}"),
                Expectation.status(200));
        assertThat(call).hasToString("cart: PUT /cart");
    }

    private static Call call(String step, String path) {
        return new Call(step, "GET", path, Map.of(), Optional.empty(), Expectation.status(200));
    }
}
