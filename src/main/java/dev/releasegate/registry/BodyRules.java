package dev.releasegate.registry;

import java.util.Locale;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** What can be said of the body of a request before a byte of it has been read. */
final class BodyRules {
    private BodyRules() {}

    /**
     * @param entity the announced body, or null if there is none
     * @throws Refusal 400 without a body, 413 if it announces more than the limit, 415 if it is not plain JSON in UTF-8
     */
    static void check(HttpRequest request, @Nullable EntityDetails entity) throws Refusal {
        if (entity == null) {
            throw Refusal.badRequest("This request needs a body");
        }
        if (entity.getContentLength() > Body.LIMIT) {
            throw Refusal.payloadTooLarge(Body.LIMIT);
        }
        Header[] types = request.getHeaders(HttpHeaders.CONTENT_TYPE);
        if (types.length != 1 || !isJson(types[0].getValue())) {
            throw Refusal.unsupportedMediaType("The body must be application/json in UTF-8");
        }
        if (request.containsHeader(HttpHeaders.CONTENT_ENCODING)) {
            throw Refusal.unsupportedMediaType("The body must not be compressed");
        }
    }

    /** Whether the client waits to be asked for the body. */
    static boolean awaitsContinue(HttpRequest request) {
        Header expect = request.getFirstHeader(HttpHeaders.EXPECT);
        return expect != null && "100-continue".equalsIgnoreCase(expect.getValue());
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        String plain = contentType.toLowerCase(Locale.ROOT).replace(" ", "").replace("\"", "");
        return plain.equals("application/json") || plain.equals("application/json;charset=utf-8");
    }
}
