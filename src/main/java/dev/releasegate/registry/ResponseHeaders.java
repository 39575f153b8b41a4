package dev.releasegate.registry;

import java.time.Instant;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HeaderElements;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpResponseInterceptor;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.http.protocol.HttpProcessor;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.http.protocol.ResponseContent;
import org.jspecify.annotations.Nullable;

/**
 * The headers of every answer, HttpCore's own refusals included: JSON, its date, not to be cached, and a goodbye to a client that
 * said goodbye.
 */
final class ResponseHeaders implements HttpResponseInterceptor {
    private ResponseHeaders() {}

    static HttpProcessor processor() {
        return HttpProcessorBuilder.create()
                .addAll(new ResponseHeaders(), ResponseContent.INSTANCE)
                .build();
    }

    @Override
    public void process(HttpResponse response, @Nullable EntityDetails entity, HttpContext context) {
        if (entity != null) {
            response.setHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        }
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader(HttpHeaders.DATE, Timestamps.http(Instant.now()));
        HttpRequest request = HttpCoreContext.cast(context).getRequest();
        if (request != null && saysClose(request)) {
            response.setHeader(HttpHeaders.CONNECTION, HeaderElements.CLOSE);
        }
    }

    private static boolean saysClose(HttpRequest request) {
        Header connection = request.getFirstHeader(HttpHeaders.CONNECTION);
        return connection != null && HeaderElements.CLOSE.equalsIgnoreCase(connection.getValue());
    }
}
