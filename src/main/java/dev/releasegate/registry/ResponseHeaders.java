package dev.releasegate.registry;

import java.time.Instant;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HeaderElements;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpResponseInterceptor;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.http.protocol.HttpProcessor;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.http.protocol.ResponseContent;
import org.jspecify.annotations.Nullable;

/**
 * The headers of every answer, HttpCore's own refusals included: JSON unless it says otherwise, its date, not to be cached, leave for the pages of
 * this machine to read it, and a goodbye to a client that said goodbye.
 */
final class ResponseHeaders implements HttpResponseInterceptor {
    private static final String ALLOWED =
            "Content-Type, X-API-Key, If-Match, If-None-Match, Content-Digest, Repr-Digest";

    private ResponseHeaders() {}

    static HttpProcessor processor() {
        return HttpProcessorBuilder.create()
                .addAll(new ResponseHeaders(), ResponseContent.INSTANCE)
                .build();
    }

    @Override
    public void process(HttpResponse response, @Nullable EntityDetails entity, HttpContext context) {
        if (entity != null && !response.containsHeader(HttpHeaders.CONTENT_TYPE)) {
            response.setHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        }
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader(HttpHeaders.DATE, Timestamps.http(Instant.now()));
        response.setHeader(HttpHeaders.VARY, LoopbackOrigin.ORIGIN);
        HttpRequest request = HttpCoreContext.cast(context).getRequest();
        if (request != null) {
            LoopbackOrigin.of(request).ifPresent(origin -> allow(origin, response));
            if (saysClose(request)) {
                response.setHeader(HttpHeaders.CONNECTION, HeaderElements.CLOSE);
            }
        }
    }

    /** What is asked before the request itself is an answer without a body, whose Allow says which methods there are. */
    private static void allow(String origin, HttpResponse response) {
        response.setHeader("Access-Control-Allow-Origin", origin);
        response.setHeader("Access-Control-Expose-Headers", "ETag, RateLimit, RateLimit-Policy, Retry-After");
        Header methods = response.getFirstHeader(HttpHeaders.ALLOW);
        if (methods != null && response.getCode() == HttpStatus.SC_NO_CONTENT) {
            response.setHeader("Access-Control-Allow-Methods", methods.getValue());
            response.setHeader("Access-Control-Allow-Headers", ALLOWED);
            response.setHeader("Access-Control-Max-Age", "600");
        }
    }

    private static boolean saysClose(HttpRequest request) {
        Header connection = request.getFirstHeader(HttpHeaders.CONNECTION);
        return connection != null && HeaderElements.CLOSE.equalsIgnoreCase(connection.getValue());
    }
}
