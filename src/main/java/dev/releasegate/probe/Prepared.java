package dev.releasegate.probe;

import org.apache.hc.core5.http.ClassicHttpRequest;

/** A request made ready to be sent, so that making it is not timed. It can be sent any number of times. */
public final class Prepared {
    private final Call call;
    private final ClassicHttpRequest request;

    Prepared(Call call, ClassicHttpRequest request) {
        this.call = call;
        this.request = request;
    }

    /** What is asked, and what the answer must be. */
    public Call call() {
        return call;
    }

    ClassicHttpRequest request() {
        return request;
    }
}
