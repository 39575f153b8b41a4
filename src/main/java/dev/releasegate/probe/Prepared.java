package dev.releasegate.probe;

import dev.releasegate.record.RequestId;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpRequest;

/** A request made ready to be sent, so that making it is not timed. It can be sent any number of times. */
public final class Prepared {
    private final Call call;
    private final ClassicHttpRequest request;
    private final Optional<RequestId> requestId;

    Prepared(Call call, ClassicHttpRequest request, Optional<RequestId> requestId) {
        this.call = call;
        this.request = request;
        this.requestId = requestId;
    }

    /** What is asked, and what the answer must be. */
    public Call call() {
        return call;
    }

    ClassicHttpRequest request() {
        return request;
    }

    /** The name it has on the wire, unless that is one that cannot stand in a perf log. */
    Optional<RequestId> requestId() {
        return requestId;
    }
}
