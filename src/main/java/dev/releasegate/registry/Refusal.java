package dev.releasegate.registry;

/** A request that is not served, and why: becomes the status and the error body of the answer. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    /**
     * @param error a word of the closed vocabulary, e.g. {@code not_found}
     * @param message what the caller did and, where it helps, what to do; never a detail of this machine
     */
    Refusal(int status, String error, String message) {
        this(message, Answer.error(status, error, message));
    }

    private Refusal(String message, Answer answer) {
        super(message, null, false, false);
        this.answer = answer;
    }

    static Refusal badRequest(String message) {
        return new Refusal(400, "bad_request", message);
    }

    static Refusal unauthorized() {
        return new Refusal(401, "unauthorized", "Exactly one valid X-API-Key header is required");
    }

    static Refusal notFound(String message) {
        return new Refusal(404, "not_found", message);
    }

    static Refusal methodNotAllowed(String allow) {
        String message = "This path answers " + allow;
        Answer answer = Answer.error(405, "method_not_allowed", message).with("Allow", allow);
        return new Refusal(message, answer);
    }

    static Refusal preconditionFailed() {
        return new Refusal(
                412, "precondition_failed", "The version that is there is not the one you asked for: GET it again");
    }

    /** The rest of the body is not wanted, so the connection ends with this answer. */
    static Refusal payloadTooLarge(int limit) {
        String message = "The body is larger than " + limit + " bytes";
        Answer answer = Answer.error(413, "payload_too_large", message).with("Connection", "close");
        return new Refusal(message, answer);
    }

    static Refusal uriTooLong(String message) {
        return new Refusal(414, "uri_too_long", message);
    }

    static Refusal unsupportedMediaType(String message) {
        return new Refusal(415, "unsupported_media_type", message);
    }

    static Refusal tooManyRequests(Admission admission, long waitSeconds) {
        String message = "This key has asked more often than it may; try again in " + waitSeconds + " s";
        Answer answer = admission.tell(
                Answer.error(429, "too_many_requests", message).with("Retry-After", Long.toString(waitSeconds)));
        return new Refusal(message, answer);
    }

    /** The provenance is not accepted; the answer says why in a word as well. */
    static Refusal unprocessable(Flaw reason, String message) {
        return new Refusal(message, Answer.unprocessable(reason, message));
    }

    static Refusal busy() {
        String message = "Too many requests are waiting; try again";
        return new Refusal(
                message, Answer.error(503, "service_unavailable", message).with("Retry-After", "1"));
    }

    /** The store has gone, and nothing was written. */
    static Refusal unavailable() {
        String message = "The store cannot be used now, and nothing was written; try again";
        return new Refusal(
                message, Answer.error(503, "service_unavailable", message).with("Retry-After", "5"));
    }

    /** Without Retry-After: to send it again at once would write it twice if it was written. */
    static Refusal outcomeUnknown() {
        return new Refusal(
                503,
                "outcome_unknown",
                "It is not known whether this was written: GET it to see, or PUT it again to be sure");
    }

    /** What the caller gets to see. */
    Answer answer() {
        return answer;
    }
}
