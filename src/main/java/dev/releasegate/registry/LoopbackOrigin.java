package dev.releasegate.registry;

import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpRequest;

/** Which pages in a browser may read answers: those that were served by this very machine. */
final class LoopbackOrigin {
    static final String ORIGIN = "Origin";

    private static final Pattern LOOPBACK =
            Pattern.compile("https?://(?:localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1])(?::[0-9]{1,5})?");

    private LoopbackOrigin() {}

    /** The origin of the page that sends the request, if it may read the answer. */
    static Optional<String> of(HttpRequest request) {
        Header[] origins = request.getHeaders(ORIGIN);
        return origins.length == 1 && LOOPBACK.matcher(origins[0].getValue()).matches()
                ? Optional.of(origins[0].getValue())
                : Optional.empty();
    }
}
