package dev.releasegate.registry;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;

/** Spares a client the manifest that it has already: {@code If-None-Match} of a GET (RFC 9110, section 13.1.2). */
final class Revalidation {
    private static final Pattern COMMA = Pattern.compile(",");

    private Revalidation() {}

    /** The answer, or 304 in its place if it is of a version that the client says it has. */
    static Answer of(HttpRequest request, Answer answer) {
        Optional<String> tag = answer.header(HttpHeaders.ETAG);
        boolean isKnown = tag.isPresent()
                && Stream.of(request.getHeaders(HttpHeaders.IF_NONE_MATCH))
                        .map(Header::getValue)
                        .flatMap(COMMA::splitAsStream)
                        .map(Revalidation::strong)
                        .anyMatch(known -> known.equals("*") || known.equals(tag.get()));
        return isKnown ? Answer.empty(304).with(HttpHeaders.ETAG, tag.get()) : answer;
    }

    /** For a GET a weak tag is as good as a strong one. */
    private static String strong(String tag) {
        String plain = tag.strip();
        return plain.startsWith("W/") ? plain.substring(2) : plain;
    }
}
